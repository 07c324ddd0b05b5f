import { parse, type FormattedExecutionResult } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validate } from 'graphql'
import { z } from 'zod'
import { sha256Hex } from '../../kit/digest.ts'
import { examples } from '../kit/examples.ts'
import { rollTape } from '../kit/federation/tape.ts'
import { drawOperation } from '../kit/operations/draw.ts'
import { createOracle } from '../kit/oracle.ts'
import { startRecordedGateway, type RecordedGateway } from '../kit/recordedGateway.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'

/** Told by a tool's header. */
const TOLD = { 'x-provenance': 'true' }

const entry = z.object({
  path: z.string(),
  dataset: z.string().nullable(),
  bureau: z.string().nullable(),
  sample: z.boolean(),
  records: z.number(),
  samples: z.number(),
})
const told = z.object({ extensions: z.object({ provenance: z.array(entry.loose()) }) })

/** "path dataset bureau samples/records" of each entry. */
const sumUp = (answer: unknown) =>
  told
    .parse(answer)
    .extensions.provenance.map(
      ({ path, dataset, bureau, samples, records }) => `${path} ${dataset} ${bureau} ${samples}/${records}`,
    )

describe('an answer that is asked for its provenance', () => {
  let gateway: TrustingGateway
  beforeAll(async () => {
    gateway = await startTrustingGateway()
  })
  afterAll(() => gateway.stop())

  const post = async (body: object, headers: Readonly<Record<string, string>> = {}) => {
    const { status, body: text } = await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status, text }
  }
  const query = '{ emergencyDepartment(id: "chcsj-adult") { id } }'

  it('says of a sample set that it is one, by the register and the records', async () => {
    const { text } = await post({ query, extensions: { provenance: true } })
    expect(JSON.parse(text)).toEqual({
      data: { emergencyDepartment: { id: 'chcsj-adult' } },
      extensions: {
        provenance: [
          {
            path: 'emergencyDepartment',
            dataset: 'ssm-emergency-waits',
            title: {
              zh: '急診輪候時間',
              pt: 'Tempos de espera nas urgências',
              en: 'Waiting times of emergency departments',
            },
            bureau: 'ssm',
            bureauName: { zh: '衛生局', pt: 'Serviços de Saúde', en: 'Health Bureau' },
            licence: null,
            retrievedAt: '2026-11-22T14:20:00+08:00',
            sourceUpdatedAt: '2026-11-22T14:20:00+08:00',
            observedAt: '2026-11-22T14:20:00+08:00',
            stale: false,
            sample: true,
            records: 1,
            samples: 1,
          },
        ],
      },
    })
  })

  it.each([
    ['real records', '{ museum(id: "mam") { id } }', ['museum icm-museums ic 0/1']],
    [
      'both in one answer, each at its place and under its alias',
      '{ parks: carParks(first: 5) { nodes { id freeSpaces { cars } } } }',
      ['parks.nodes dsat-carpark-detail dsat 0/5', 'parks.nodes.freeSpaces dsat-carpark-live dsat 5/5'],
    ],
    [
      'members of an interface, in a fragment',
      'query { ...F } fragment F on Query { healthFacility(id: "chcsj") { __typename ... on Pharmacy { id } } }',
      ['healthFacility ssm-facilities ssm 0/1'],
    ],
    ['nothing where nothing is', '{ museum(id: "no such") { id } }', []],
    ['nothing of the schema itself', '{ __schema { queryType { name } } }', []],
  ])('tells %s', async (_, question, entries) => {
    expect(sumUp(await gateway.ask(question, {}, TOLD))).toEqual(entries)
  })

  it('is told alike by POST, by GET, by a header, and by the hash of a text', async () => {
    const { text: right } = await post({ query, extensions: { provenance: true } })
    const search = (parameters: Readonly<Record<string, string>>) =>
      `/graphql?${new URLSearchParams(parameters)}`
    const persistedQuery = { version: 1, sha256Hash: sha256Hex(query) }
    await post({ query, extensions: { persistedQuery } })
    const ways = [
      (await post({ query, extensions: { provenance: true } })).text,
      (await post({ query }, TOLD)).text,
      (await gateway.send(search({ query, extensions: '{"provenance":true}' }))).body,
      (await gateway.send(search({ query }), { headers: TOLD })).body,
      (await post({ extensions: { persistedQuery, provenance: true } })).text,
      (await gateway.send(search({ extensions: JSON.stringify({ persistedQuery, provenance: true }) }))).body,
    ]
    expect(ways).toEqual(ways.map(() => right))
  })

  it('is the same bytes as ever where nobody asks, before and after somebody did', async () => {
    const before = await post({ query })
    await post({ query }, TOLD)
    const plain = [
      await post({ query }),
      await post({ query, extensions: {} }),
      await post({ query, extensions: { provenance: false } }, TOLD),
      await post({ query }, { 'x-provenance': 'false' }),
    ]
    expect(plain).toEqual(plain.map(() => before))
    expect(before.text).toBe('{"data":{"emergencyDepartment":{"id":"chcsj-adult"}}}')
  })

  it.each([
    [{ extensions: { provenance: 'yes' } }, {}, 'extensions.provenance: expected true or false; got "yes".'],
    [{}, { 'x-provenance': '1' }, 'x-provenance: expected true or false; got "1".'],
  ])('is refused where it is asked by %j and %j', async (body, headers, message) => {
    const { status, text } = await post({ query, ...body }, headers)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
  })

  it('tells nothing of what the caller may not see', async () => {
    const rosters = '{ healthFacility(id: "chcsj") { ... on Hospital { staffRoster { staffCode } } } }'
    const anonymous = await gateway.ask(rosters, {}, TOLD)
    expect(anonymous.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED')
    expect(sumUp(anonymous)).toEqual(['healthFacility ssm-facilities ssm 0/1'])
    const owner = await gateway.headersOf(['bureau:ssm'])
    expect(sumUp(await gateway.ask(rosters, {}, { ...owner, ...TOLD }))).toContainEqual(
      expect.stringMatching(/^healthFacility\.staffRoster ssm-staff-rosters ssm (\d+)\/\1$/),
    )
  })

  it.each([
    ['{ emergencyDepartment(id: "chcsj-adult") { id place { nearbyStops { metres } } } }', 'all'],
    ['{ museums(first: 3) { nodes { id } } }', 'none'],
    ['{ carParks(first: 3) { nodes { id freeSpaces { cars } } } }', 'some'],
  ])('says as a table how much of it is synthetic: %s', async (question, share) => {
    const path = `/graphql?${new URLSearchParams({ query: question })}`
    const { headers } = await gateway.send(path, { headers: { accept: 'text/csv' } })
    expect(headers['x-sample']).toBe(share)
  })

  it('costs what it selects, and explains the calls that it makes', async () => {
    const headers = { ...(await gateway.headersOf(['staff'])), 'x-explain': 'plan' }
    const [plain, withTold] = [
      await gateway.ask(query, {}, headers),
      await gateway.ask(query, {}, { ...headers, ...TOLD }),
    ]
    const costs = [plain, withTold].map(({ extensions }) => explained.parse(extensions).explain)
    expect(costs.map(({ cost }) => cost)).toEqual([1, 3])
    expect(costs[1]?.calls).toHaveLength(1)
    expect(costs[1]?.calls[0]?.query).toContain('provenance')
  })
})

const explained = z.object({
  explain: z.object({ cost: z.number(), calls: z.array(z.object({ query: z.string() })) }),
})

describe('a limit of cost that provenance alone would break', () => {
  const LISTED = '{ museums(first: 10) { nodes { id } } }'
  let gateway: TrustingGateway
  beforeAll(async () => {
    // The connection, and ten museums of one each: two more for each with its provenance.
    gateway = await startTrustingGateway({ MAX_COST: '11' })
  })
  afterAll(() => gateway.stop())

  it('refuses the question that asks for it, by a name of its own', async () => {
    const { errors } = await gateway.ask(LISTED, {}, TOLD)
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'OPERATION_TOO_COMPLEX',
      limitName: 'costWithProvenance',
    })
    expect((await gateway.ask(LISTED)).errors).toBeUndefined()
  })

  it('costs nobody a table', async () => {
    const { status, headers, body } = await gateway.send(
      `/graphql?${new URLSearchParams({ query: LISTED })}`,
      {
        headers: { accept: 'text/csv' },
      },
    )
    expect([status, headers['x-sample']]).toEqual([200, 'unknown'])
    expect(body.trim().split('\r\n')).toHaveLength(11)
  })
})

describe.each([
  ['asked anew', 'off'],
  ['from what is kept', 'on'],
])('data and errors, %s', (_, cache) => {
  const oracle = createOracle()
  let gateway: RecordedGateway
  beforeAll(async () => {
    gateway = await startRecordedGateway({
      CACHE: cache,
      MAX_COST: '10000000',
      MAX_ALIASES: '10000',
      MAX_DEPTH: '100',
      MAX_SELECTIONS: '100000',
    })
  })
  afterAll(() => gateway.stop())

  const assertAlike = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const answers: FormattedExecutionResult[] = []
    const workOf = (headers: Readonly<Record<string, string>>) =>
      gateway.workOf(async () => void answers.push(await gateway.ask(query, variables, headers)))
    const [plainWork, toldWork] = [await workOf({}), await workOf(TOLD)]
    const [plain, withTold] = answers
    expect({ data: withTold?.data, errors: withTold?.errors }, query).toEqual({
      data: plain?.data,
      errors: plain?.errors,
    })
    const calls = ({ calls: made }: typeof plainWork) =>
      made.map(({ subgraph, entities }) => `${subgraph} ${entities}`).toSorted()
    if (cache === 'off') expect(calls(toldWork), query).toEqual(calls(plainWork))
    return sumUp(withTold)
  }

  it.each(examples)('are what they are without provenance: $name', async ({ text }) => {
    expect((await assertAlike(text)).length).toBeGreaterThan(0)
  })

  it('are what they are without provenance, by no other calls, for drawn operations', async () => {
    let asked = 0
    for (let number = 1; asked < (cache === 'off' ? 8 : 3); number++) {
      const { query, variables } = drawOperation(rollTape(number), oracle)
      if (validate(oracle.schema, parse(query)).length > 0) continue
      await assertAlike(query, variables)
      asked++
    }
  }, 60_000)
})
