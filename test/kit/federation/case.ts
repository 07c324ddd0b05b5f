import { expect } from 'vitest'
import type { PlacedError } from '../../../engine/index.ts'
import type { AskEngine, Question, SentRequest } from './engine.ts'
import type { AskStock } from './stock.ts'

/** What one case states. Fields are compared in order too: an answer must read as the client wrote its query. */
export interface Case extends Question {
  readonly data: unknown
  readonly errors?: readonly ExpectedError[]
  /** How many requests each subgraph gets; a subgraph that is not named gets none. */
  readonly calls: Readonly<Record<string, number>>
  /** The entities asked of a subgraph, request by request. */
  readonly representations?: Readonly<Record<string, readonly (readonly unknown[])[]>>
  /** Puts the fixture's own state back; run before each gateway is asked. */
  readonly reset?: () => void
  /** Why the stock gateway's answer is not the right one here; without it, the stock gateway must agree. */
  readonly stockIsWrong?: string
}

export interface ExpectedError {
  readonly message: string
  /** Absent where the error belongs to no field. */
  readonly path?: readonly (string | number)[]
  readonly code: string
  /** The reference that leads nowhere. */
  readonly reference?: PlacedError['reference']
}

export async function expectEngine(ask: AskEngine, stated: Case): Promise<void> {
  stated.reset?.()
  const { data, errors, requests } = await ask(stated)
  expect(data).toEqual(stated.data)
  expect({ inOrder: JSON.stringify(data) }).toEqual({ inOrder: JSON.stringify(stated.data) })
  expectErrors(errors, stated.errors ?? [])
  expect(countRequests(requests)).toEqual(stated.calls)
  for (const [subgraph, representations] of Object.entries(stated.representations ?? {})) {
    expect(listRepresentations(requests, subgraph)).toEqual(representations)
  }
}

/** The stock gateway is asked only for a second opinion on data and places: its messages and codes are its own. */
export async function expectStock(ask: AskStock, stated: Case): Promise<void> {
  const { query, variables, data, errors = [], denied, signal, reset, stockIsWrong } = stated
  if (denied !== undefined || signal !== undefined) return
  reset?.()
  const answer = await ask(query, variables).catch(() => undefined)
  const found = { data: answer?.data, paths: listPaths(answer?.errors ?? []) }
  const agrees = JSON.stringify(found) === JSON.stringify({ data, paths: listPaths(errors) })
  if (agrees && stockIsWrong !== undefined)
    throw new Error(`the stock gateway is right after all: ${stockIsWrong}`)
  if (!agrees && stockIsWrong === undefined)
    expect({ stock: found }).toEqual({ stock: { data, paths: listPaths(errors) } })
}

function expectErrors(found: readonly FoundError[], expected: readonly ExpectedError[]): void {
  const shown = found.toSorted(byPath).map(({ message, path, extensions }) => ({
    message,
    path,
    extensions: omitSubgraph(extensions),
  }))
  const wanted = expected.toSorted(byPath).map(({ code, reference, ...rest }) => ({
    ...rest,
    extensions: { code, ...(reference && { reference }) },
  }))
  expect(shown).toEqual(wanted)
}

/** Of extensions a client may read the code, which subgraph is at fault or which reference, and nothing else. */
function omitSubgraph(extensions: FoundError['extensions'] = {}): object {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== 'subgraph'))
}

interface FoundError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

function byPath(left: { path?: unknown }, right: { path?: unknown }): number {
  return String(left.path) < String(right.path) ? -1 : 1
}

function listPaths(errors: readonly { path?: unknown }[]): readonly unknown[] {
  return errors.toSorted(byPath).map(({ path }) => path)
}

function countRequests(requests: readonly SentRequest[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { subgraph } of requests) counts[subgraph] = (counts[subgraph] ?? 0) + 1
  return counts
}

function listRepresentations(requests: readonly SentRequest[], subgraph: string): readonly unknown[] {
  return requests
    .filter((request) => request.subgraph === subgraph)
    .map(({ variables }) => Object.values(variables).filter(isRepresentations).flat())
    .filter((representations) => representations.length > 0)
}

function isRepresentations(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => typeof item === 'object' && item !== null && '__typename' in item)
  )
}
