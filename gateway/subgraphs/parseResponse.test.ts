import { expect, it } from 'vitest'
import { GatewayError } from '../errors.ts'
import { parseResponse } from './parseResponse.ts'

it.each([
  ['data', 200, '{"data":{"a":1}}', { data: { a: 1 }, errors: [] }],
  [
    'data and errors',
    200,
    '{"data":null,"errors":[{"message":"no"}]}',
    { data: null, errors: [{ message: 'no' }] },
  ],
  ['errors without data', 200, '{"errors":[{"message":"no"}]}', { data: null, errors: [{ message: 'no' }] }],
  [
    'an error status with a GraphQL response',
    400,
    '{"errors":[{"message":"bad"}]}',
    { data: null, errors: [{ message: 'bad' }] },
  ],
  ['an error status with data', 500, '{"data":{"a":null}}', { data: { a: null }, errors: [] }],
])('believes %s', (_, status, text, { data, errors }) => {
  expect(parseResponse('stock', status, text, text.length)).toEqual({ data, errors, bytes: text.length })
})

it.each([
  ['text that is not JSON', 200, '<html>', 'SUBGRAPH_MALFORMED'],
  ['an empty body', 200, '', 'SUBGRAPH_MALFORMED'],
  ['a list', 200, '[]', 'SUBGRAPH_MALFORMED'],
  ['null', 200, 'null', 'SUBGRAPH_MALFORMED'],
  ['neither data nor errors', 200, '{}', 'SUBGRAPH_MALFORMED'],
  ['no data and no errors', 200, '{"data":null,"errors":[]}', 'SUBGRAPH_MALFORMED'],
  ['data that are a list', 200, '{"data":[]}', 'SUBGRAPH_MALFORMED'],
  ['errors that are no list', 200, '{"data":{},"errors":"no"}', 'SUBGRAPH_MALFORMED'],
  ['an error page', 502, '<html>', 'SUBGRAPH_UNREACHABLE'],
  ['an error status with other JSON', 503, '{"message":"later"}', 'SUBGRAPH_UNREACHABLE'],
])('does not believe %s', (_, status, text, code) => {
  expect(codeOf(() => parseResponse('stock', status, text, text.length))).toBe(code)
})

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt()
  } catch (error) {
    if (error instanceof GatewayError) return error.code
  }
  return undefined
}
