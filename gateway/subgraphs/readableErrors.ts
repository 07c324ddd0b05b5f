import { isErrorCode, type ErrorCode } from '../errors.ts'
import { isRecord } from '../../kit/isRecord.ts'

/** What of a subgraph's errors a client may read besides what all subgraphs may say. */
export interface ErrorSettings {
  readonly codes: readonly string[]
  /** Keys of `extensions`. */
  readonly extensions: readonly string[]
}

/** Reduces a subgraph's error to the parts that a client may read. */
export type ReadError = (error: unknown) => object

/** Of one response, and of one answer to a client. */
export const MAX_ERRORS = 100

/** The codes of our table that a subgraph may give too; by any other it would speak for the gateway. */
const CODES_OF_SUBGRAPHS: ReadonlySet<string> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'SOURCE_UNAVAILABLE',
  'SUBGRAPH_ERROR',
])

/** The path, one line of the message, a code that the client can look up or that the settings list, and listed extensions. */
export function createReadError({ codes, extensions: keys }: ErrorSettings = NOTHING_LISTED): ReadError {
  const listed = codes.filter((code) => !isErrorCode(code))
  const readable = new Set([...CODES_OF_SUBGRAPHS, ...listed])
  const more = keys.filter((key) => key !== 'code')
  return (error) => {
    if (!isRecord(error)) return {}
    const { message, path, extensions } = error
    const given = isRecord(extensions) ? extensions : {}
    const code =
      typeof given['code'] === 'string' && readable.has(given['code']) ? given['code'] : 'SUBGRAPH_ERROR'
    return { message: readMessage(message), path, extensions: { code, ...pick(given, more) } }
  }
}

const NOTHING_LISTED: ErrorSettings = { codes: [], extensions: [] }

function pick(given: Readonly<Record<string, unknown>>, keys: readonly string[]): object {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(given, key)).map((key) => [key, given[key]]))
}

const LONGEST_MESSAGE = 500

/** The first line, for the next are a trace as often as not, without the addresses of our own machines. */
function readMessage(message: unknown): unknown {
  if (typeof message !== 'string') return message
  const [line = ''] = message
    .trimStart()
    .slice(0, 2 * LONGEST_MESSAGE)
    .split(LINE_END, 1)
  const readable = ADDRESSES.reduce((text, address) => text.replace(address, '[address]'), line)
  return readable.length <= LONGEST_MESSAGE ? readable : `${readable.slice(0, LONGEST_MESSAGE)}…`
}

const LINE_END = /[\r\n\v\f\u0085\u2028\u2029]/

const ADDRESSES: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>)]+/gi,
  // What Node says after the name of a failed system call, such as `getaddrinfo ENOTFOUND db.internal`.
  /(?<=\bE[A-Z_]{4,20}\s)(?:\/|[\w-]*[.:])[^\s,;"')]*/g,
  /(?<=\b(?:ENOTFOUND|EAI_AGAIN)\s)[^\s,;"')]+/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g,
  /\[[0-9a-f:]*:[0-9a-f:.]*\](?::\d{1,5})?/gi,
  /(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?(?![\w:])/gi,
  /(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}(?![\w:])/gi,
  // A host with its port.
  /(?<![\w.-])[a-z][\w.-]{0,200}:\d{2,5}\b(?![\w:.])/gi,
]
