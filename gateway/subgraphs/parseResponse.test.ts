import { expect, it } from 'vitest'
import { GatewayError } from '../errors.ts'
import { parseResponse } from './parseResponse.ts'
import { createReadError } from './readableErrors.ts'
import type { GatewayResponse } from './subgraphFetcher.ts'

/** An error as a client may read it: with a code of our table. */
const told = (message: string) => ({ message, path: undefined, extensions: { code: 'SUBGRAPH_ERROR' } })

it.each([
  ['data', 200, '{"data":{"a":1}}', { data: { a: 1 }, errors: [] }],
  ['data and errors', 200, '{"data":null,"errors":[{"message":"no"}]}', { data: null, errors: [told('no')] }],
  ['errors without data', 200, '{"errors":[{"message":"no"}]}', { data: null, errors: [told('no')] }],
  [
    'an error status with a GraphQL response',
    400,
    '{"errors":[{"message":"bad"}]}',
    { data: null, errors: [told('bad')] },
  ],
  ['an error status with data', 500, '{"data":{"a":null}}', { data: { a: null }, errors: [] }],
])('believes %s', (_, status, text, { data, errors }) => {
  expect(parse(status, Buffer.from(text))).toEqual({
    data,
    errors,
    bytes: text.length,
  })
})

it('leaves of an error what a client may read: a code of our table, and no trace or address', () => {
  const extensions = { code: 'BAD_USER_INPUT', stacktrace: ['at /srv'], url: 'http://10.0.0.1' }
  const error = { message: 'no', path: ['a', 0], extensions, locations: [] }
  const text = JSON.stringify({ data: { a: null }, errors: [error, 'no object'] })
  expect(parse(200, Buffer.from(text)).errors).toEqual([
    { message: 'no', path: ['a', 0], extensions: { code: 'BAD_USER_INPUT' } },
    {},
  ])
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
  expect(codeOf(() => parse(status, Buffer.from(text)))).toBe(code)
})

it('does not believe text that is not UTF-8', () => {
  const latin1 = Buffer.from('{"data":{"name":"São Lourenço"}}', 'latin1')
  expect(messageOf(() => parse(200, latin1))).toBe('Subgraph "stock" gave an answer that is not UTF-8.')
  expect(codeOf(() => parse(200, latin1))).toBe('SUBGRAPH_MALFORMED')
  expect(codeOf(() => parse(502, latin1))).toBe('SUBGRAPH_UNREACHABLE')
})

it('skips a byte order mark', () => {
  expect(parse(200, Buffer.from('\uFEFF{"data":{"a":1}}')).data).toEqual({ a: 1 })
})

it('reads a hundred errors', () => {
  const text = JSON.stringify({ data: null, errors: Array.from({ length: 101 }, () => ({ message: 'no' })) })
  expect(parse(200, Buffer.from(text)).errors).toEqual(Array.from({ length: 100 }, () => told('no')))
})

function parse(status: number, body: Buffer): GatewayResponse {
  return parseResponse('stock', status, body, undefined, createReadError())
}

function messageOf(attempt: () => unknown): string | undefined {
  try {
    attempt()
  } catch (error) {
    if (error instanceof GatewayError) return error.message
  }
  return undefined
}

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt()
  } catch (error) {
    if (error instanceof GatewayError) return error.code
  }
  return undefined
}
