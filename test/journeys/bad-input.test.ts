import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const JSON_TYPE = { 'content-type': 'application/json' }
const RESPONSE_TYPE = { ...JSON_TYPE, accept: 'application/graphql-response+json' }

function post(body: string, headers: Readonly<Record<string, string>> = JSON_TYPE) {
  return gateway.send('/graphql', { method: 'POST', headers, body })
}

function asking(query: string, variables: object = {}): string {
  return JSON.stringify({ query, variables })
}

describe('bad input gets a clear error, and the gateway stays up', () => {
  it.each([
    [
      'malformed JSON',
      '{"query":',
      JSON_TYPE,
      400,
      'MALFORMED_JSON',
      'The request body is not valid JSON: Unexpected end of JSON input.',
    ],
    [
      'another content type',
      '{}',
      { 'content-type': 'text/plain' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Content-Type: expected application/json in UTF-8; got "text/plain".',
    ],
    [
      'another charset',
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Content-Type: expected application/json in UTF-8; got "application/json; charset=latin1".',
    ],
    [
      'a compressed body',
      '{}',
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      400,
      'BAD_REQUEST',
      'Content-Encoding: expected a body in the coding that it names; got one that cannot be unpacked.',
    ],
    [
      'a body of 10 MB',
      `{"query":"${'x'.repeat(10_000_000)}"}`,
      JSON_TYPE,
      413,
      'BODY_TOO_LARGE',
      'The request body may have at most 1048576 bytes; it has 10000012.',
    ],
    [
      'no query',
      '{"variables":{}}',
      JSON_TYPE,
      400,
      'BAD_REQUEST',
      expect.stringContaining('must contain a non-empty `query`'),
    ],
    [
      'a syntax error',
      asking('{ museums {'),
      RESPONSE_TYPE,
      400,
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Expected Name, found <EOF>.',
    ],
    [
      'an unknown field',
      asking('{ museum(id: "mam") { nme { en } } }'),
      RESPONSE_TYPE,
      400,
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "nme" on type "Museum". Did you mean "name"?',
    ],
    [
      'a variable of another type',
      asking('query ($n: Int!) { museums(first: $n) { totalCount } }', { n: 'ten' }),
      RESPONSE_TYPE,
      400,
      'BAD_USER_INPUT',
      'Variable "$n" got invalid value "ten"; Int cannot represent non-integer value: "ten"',
    ],
    [
      'an operation that is not there',
      JSON.stringify({ query: 'query A { __typename } query B { __typename }', operationName: 'C' }),
      RESPONSE_TYPE,
      400,
      'OPERATION_RESOLUTION_FAILURE',
      'operationName: expected one of A, B; got "C".',
    ],
    [
      'deep nesting',
      asking(
        `{ place(lat: 22.19, lng: 113.54) { ${'nearbyHotels { hotel { place { '.repeat(8)} id ${'} } } '.repeat(8)} } }`,
      ),
      RESPONSE_TYPE,
      400,
      'OPERATION_TOO_COMPLEX',
      'An operation may have at most 20 levels of nested fields; this one has 26.',
    ],
    [
      'too many aliases',
      asking(`{ ${Array.from({ length: 61 }, (_, i) => `a${i}: __typename`).join(' ')} }`),
      RESPONSE_TYPE,
      400,
      'OPERATION_TOO_COMPLEX',
      'An operation may have at most 60 aliases; this one has 61.',
    ],
    [
      'too many root fields',
      asking(`{ ${'__typename '.repeat(41)} }`),
      RESPONSE_TYPE,
      400,
      'OPERATION_TOO_COMPLEX',
      'An operation may have at most 40 root fields; this one has 41.',
    ],
    [
      'too many tokens',
      asking(`{ ${'__typename '.repeat(10_001)} }`),
      RESPONSE_TYPE,
      400,
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Document contains more that 10000 tokens. Parsing aborted.',
    ],
    [
      'too high a cost',
      asking(
        '{ hotels(first: 100) { nodes { place { nearbyHotels(first: 100) { hotel { place { nearbyHotels(first: 100) { metres } } } } } } } }',
      ),
      RESPONSE_TYPE,
      400,
      'OPERATION_TOO_COMPLEX',
      expect.stringMatching(/^An operation may have at most 50000 in estimated cost; this one has \d+\.$/),
    ],
  ])('%s', async (_what, body, headers, status, code, message) => {
    const answer = await post(body, headers)
    const { errors } = JSON.parse(answer.body)
    expect({ status: answer.status, message: errors[0].message, code: errors[0].extensions.code }).toEqual({
      status,
      message,
      code,
    })
    expect(await gateway.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  })

  it('answers a faulty operation with 200 to clients of application/json', async () => {
    expect((await post(asking('{ nope }'))).status).toBe(200)
    expect((await post(asking('{ nope }'), RESPONSE_TYPE)).status).toBe(400)
  })

  it.each([
    [
      '{ museums(first: -1) { totalCount } }',
      'museums',
      'first: expected a whole number from 0 to 100; got -1.',
    ],
    [
      '{ museums(first: 1, after: "xyz") { totalCount } }',
      'museums',
      'after: expected a cursor that this list issued; got "xyz".',
    ],
    [
      '{ place(lat: 0, lng: 113.54) { id } }',
      'place',
      'lat, lng: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got "0,113.54".',
    ],
  ])('names the argument in the error of %s', async (query, field, message) => {
    expect(await gateway.ask(query)).toEqual({
      data: { [field]: null },
      errors: [
        { message, path: [field], extensions: { code: 'BAD_USER_INPUT', subgraph: expect.any(String) } },
      ],
    })
  })

  it('answers null, not an error, for what does not exist', async () => {
    expect(await gateway.ask('{ museum(id: "none") { id } }')).toEqual({ data: { museum: null } })
  })

  it('says where things are to who asks at another address', async () => {
    const answer = await gateway.send('/graph')
    expect([answer.status, answer.body]).toEqual([
      404,
      '{"errors":[{"message":"Nothing is served at /graph. GraphQL is at POST /graphql, its schema at GET /schema.graphql.","extensions":{"code":"NOT_FOUND"}}]}',
    ])
  })
})
