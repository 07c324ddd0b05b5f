import { rememberReadings } from '../../../../kit/http/rememberReadings.ts'

/** How parts of an answer travel. */
export interface PartsAccept {
  readonly protocol: 'multipart' | 'sse'
  readonly format: PartsFormat
  /** The parameter by which the client named the format, which the answer repeats. */
  readonly parameter: string | undefined
  /** Whether the client can read nothing else, be the answer whole or not. */
  readonly isOnly: boolean
}

/** Today's specification, and the one of August 2022, for which Apollo Client asks where it is not told otherwise. */
export type PartsFormat = 'current' | '2022'

/** By the parameters with which clients name them; without one it is today's. */
const FORMATS: ReadonlyMap<string, PartsFormat> = new Map([
  ['deferspec=20220824', '2022'],
  ['incrementalspec=v0.2', 'current'],
])

/** How a client that sends this `Accept` wants parts of an answer; null where it knows none, and gets the whole. */
export const acceptParts = rememberReadings(readAccept)

/** Several parts in one body say where each ends; events are for those who read nothing else. */
function readAccept(accept: string): PartsAccept | null {
  const ranges = accept.split(',').map(readRange).filter(isWanted)
  const isOnly = !ranges.some(({ type }) => JSON_TYPES.has(type))
  for (const [protocol, wanted] of PROTOCOLS)
    for (const { type, parameters } of ranges) {
      const named = parameters.filter((parameter) =>
        /^(?:defer|incremental|subscription)spec=/.test(parameter),
      )
      const [parameter] = named
      const format = parameter === undefined ? 'current' : FORMATS.get(parameter)
      if (type === wanted && format !== undefined && named.length < 2)
        return { protocol, format, parameter: SPELLINGS.get(parameter ?? ''), isOnly }
    }
  return null
}

const PROTOCOLS = [
  ['multipart', 'multipart/mixed'],
  ['sse', 'text/event-stream'],
] as const

const JSON_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
])

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['deferspec=20220824', 'deferSpec=20220824'],
  ['incrementalspec=v0.2', 'incrementalSpec=v0.2'],
])

interface MediaRange {
  readonly type: string
  readonly parameters: readonly string[]
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((piece) => piece.replaceAll(/[\s"]/g, ''))
  return { type, parameters }
}

function isWanted({ parameters }: MediaRange): boolean {
  return !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
}
