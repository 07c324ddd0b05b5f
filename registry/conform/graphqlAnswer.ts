import { isRecord } from '../../kit/isRecord.ts'
import { jsonNesting } from '../../kit/json/jsonNesting.ts'
import { shortLine } from '../../kit/shortLine.ts'
import type { Answer } from './caller.ts'

/** A response of GraphQL, as far as its envelope is right. */
export interface GraphQLAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly data: Readonly<Record<string, unknown>> | null
  readonly hasData: boolean
  readonly errors: readonly unknown[]
}

/** What came is no response of GraphQL; the message says what it is. */
export class NoGraphQL extends Error {}

/** Reads a response as a gateway does. Throws NoGraphQL. */
export function parseAnswer({ status, headers, bytes }: Answer): GraphQLAnswer {
  const json = parseJson(status, bytes)
  if (!isRecord(json)) throw new NoGraphQL(`expected a JSON object; got status ${status} with another value`)
  const { data = null, errors } = json
  if (data !== null && !isRecord(data))
    throw new NoGraphQL('expected data to be an object or null; got another value')
  if (errors !== undefined && (!Array.isArray(errors) || errors.length === 0))
    throw new NoGraphQL('expected errors to be left out or a list that is not empty; got another value')
  if (data === null && errors === undefined)
    throw new NoGraphQL(`expected data or errors; got status ${status} with neither`)
  return { status, headers, data, hasData: 'data' in json, errors: errors ?? [] }
}

/** No selection of ours comes near it, and what compares values goes one call deeper with each level. */
const MOST_NESTING = 500

function parseJson(status: number, bytes: Buffer): unknown {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    const beginning = shortLine(bytes.toString('utf8').slice(0, 60))
    throw new NoGraphQL(
      `expected JSON in UTF-8; got status ${status} with ${beginning === '' ? 'nothing' : JSON.stringify(beginning)}`,
    )
  }
  const nesting = jsonNesting(text)
  if (nesting <= MOST_NESTING) return value
  throw new NoGraphQL(
    `expected at most ${MOST_NESTING} lists and objects within each other; got status ${status} with ${nesting}`,
  )
}

export function messageOf(error: unknown): string {
  return isRecord(error) && typeof error['message'] === 'string' ? shortLine(error['message']) : 'no message'
}

/** Words for a failing response in a sentence: "data", or the first message. */
export function describeErrors({ errors }: GraphQLAnswer): string {
  return errors.length === 0 ? 'no error' : `the error ${JSON.stringify(messageOf(errors[0]))}`
}
