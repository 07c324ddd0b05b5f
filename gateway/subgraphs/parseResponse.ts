import { isUtf8 } from 'node:buffer'
import { findJsonFault } from '../../kit/json/findJsonFault.ts'
import { holdsKept, keepTexts, type KeptFields } from '../../kit/json/keepTexts.ts'
import { malformed, refused } from './failures.ts'
import { MAX_ERRORS, type ReadError } from './readableErrors.ts'
import type { GatewayResponse } from './subgraphFetcher.ts'
import { isRecord } from '../../kit/isRecord.ts'

/**
 * Reads the body of a subgraph's HTTP response. By "GraphQL over HTTP" a response with an error status still counts when
 * its body is a GraphQL response. What custom scalars hold keeps its text; `scalars` says where they stand.
 */
export function parseResponse(
  subgraph: string,
  status: number,
  body: Buffer,
  scalars: KeptFields | undefined,
  readError: ReadError,
): GatewayResponse {
  const refuse = (problem: string, cause?: unknown, jsonPosition?: number) =>
    isSuccess(status) ? malformed(subgraph, problem, cause, jsonPosition) : refused(subgraph, status)
  // Decoding would put a replacement character in the place of each wrong byte.
  if (!isUtf8(body)) throw refuse('gave an answer that is not UTF-8')
  // A reader may skip a byte order mark (RFC 8259, 8.1), and servers on Windows send it.
  const text = body.toString('utf8', hasByteOrderMark(body) ? 3 : 0)
  const json = parseJson(text, refuse)
  if (!isSuccess(status) && !isGraphQLResponse(json)) throw refused(subgraph, status)
  if (scalars !== undefined && isRecord(json) && holdsKept(scalars, json)) keepTexts(scalars, json, text)
  return checkEnvelope(subgraph, json, body.length, readError)
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function hasByteOrderMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
}

function parseJson(
  text: string,
  refuse: (problem: string, cause: unknown, jsonPosition: number | undefined) => Error,
): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refuse('gave an answer that is not JSON', cause, findJsonFault(text))
  }
}

/** Checks the envelope: an object with `data`, an object or null, or with `errors`, a list. */
export function checkEnvelope(
  subgraph: string,
  body: unknown,
  bytes: number,
  readError: ReadError,
): GatewayResponse {
  if (!isRecord(body)) throw malformed(subgraph, 'gave an answer that is not a JSON object')
  const { data = null, errors = null } = body
  if (errors !== null && !Array.isArray(errors)) throw malformed(subgraph, 'gave errors that are not a list')
  if (data !== null && !isRecord(data)) throw malformed(subgraph, 'gave data that are not an object')
  if (data === null && (errors === null || errors.length === 0))
    throw malformed(subgraph, 'gave neither data nor errors')
  // All fields are set from the first, as in `FetchContext`.
  return {
    data,
    errors: errors === null ? NO_ERRORS : errors.slice(0, MAX_ERRORS).map(readError),
    bytes,
    coalesced: undefined,
    responseId: undefined,
    cacheControl: undefined,
    use: undefined,
  }
}

const NO_ERRORS: readonly unknown[] = Object.freeze([])

function isGraphQLResponse(body: unknown): boolean {
  return isRecord(body) && ('data' in body || Array.isArray(body['errors']))
}
