import { signal, type Signal } from '@preact/signals'
import type { Asked } from '../ask/asked.ts'
import { isRecord } from '../graph/isRecord.ts'
import { nameOf } from './nameOf.ts'
import { onRememberedElsewhere, recallJson, remember } from '../app/remember.ts'

/** A question that this browser keeps. */
export interface Kept {
  readonly name: string
  readonly query: string
  readonly variables: string
  /** Asked with a token; it goes when the token goes. */
  readonly withToken?: boolean
}

export const saved = keptSignal('saved')
export const history = keptSignal('history')

const HISTORY_LENGTH = 40

export function save(entry: Kept): void {
  write('saved', saved, [entry, ...saved.value.filter(({ name }) => name !== entry.name)])
}

export function forget(name: string): void {
  write(
    'saved',
    saved,
    saved.value.filter((entry) => entry.name !== name),
  )
}

/** The newest first; asking the same again moves it up. */
export function addToHistory({ query, variables }: Asked, withToken: boolean): void {
  const others = history.value.filter((entry) => entry.query !== query || entry.variables !== variables)
  const entry = { name: nameOf(query), query, variables, ...(withToken && { withToken }) }
  write('history', history, [entry, ...others].slice(0, HISTORY_LENGTH))
}

export function clearHistory(): void {
  write('history', history, [])
}

export function forgetHistoryOfCallers(): void {
  write(
    'history',
    history,
    history.value.filter(({ withToken }) => !withToken),
  )
}

function keptSignal(key: string): Signal<readonly Kept[]> {
  const kept = signal<readonly Kept[]>(readKept(key))
  onRememberedElsewhere(key, () => {
    kept.value = readKept(key)
  })
  return kept
}

function write(key: string, list: Signal<readonly Kept[]>, entries: readonly Kept[]): void {
  list.value = entries
  remember(key, JSON.stringify(entries))
}

function readKept(key: string): readonly Kept[] {
  const value = recallJson(key)
  return Array.isArray(value) ? value.filter(isKept) : []
}

function isKept(value: unknown): value is Kept {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    typeof value.query === 'string' &&
    typeof value.variables === 'string'
  )
}
