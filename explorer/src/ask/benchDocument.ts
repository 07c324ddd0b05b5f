import { signal, type Signal } from '@preact/signals'
import type { AddressState } from '../app/address.ts'
import { parseKept } from '../app/remember.ts'
import type { Fault } from '../failure/fault.ts'
import type { Answer } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import type { History } from '../live/history.ts'
import type { Awaited } from '../live/mergePart.ts'
import { nameOf } from '../share/nameOf.ts'
import { isSame, NOTHING, type Asked, type PastQuestion } from './asked.ts'
import type { EditorMemory } from './editorMemory.ts'
import { isSecret, type Header } from './headers.ts'

/** One question on the bench, from its first letter to its answer. */
export interface BenchDocument {
  /** By which it is kept. Another one where two windows hold the same, so that neither writes over the other. */
  id: string
  readonly query: Signal<string>
  readonly variables: Signal<string>
  readonly operation: Signal<string | null>
  readonly headers: Signal<readonly Header[]>
  /** As it came from a card or a link; an untouched one may make room for the next. */
  origin: Asked
  /** As it was asked last, by whoever may have had a token. */
  readonly asked: Signal<Asked | null>
  withToken: boolean
  readonly past: Signal<readonly PastQuestion[]>
  /** How its answer is shown while another document is in sight. */
  state: AddressState
  changed: number
  /** What `asked` is in an address; null until it is packed. */
  link: string | null
  readonly running: Signal<boolean>
  /** The last answer that has data; it stays in sight when a later run fails. */
  readonly answer: Signal<Answer | null>
  /** The last that came, with data or without. */
  readonly latest: Signal<Answer | null>
  /** To what `answer` answers. */
  readonly answered: Signal<Asked | null>
  /** Where `answer` is of a subscription, what it told before. */
  readonly histories: Signal<readonly History[]>
  /** Where `answer` comes in parts, those that are not there; null where it came whole. */
  readonly awaited: Signal<readonly Awaited[] | null>
  readonly failure: Signal<Failure | null>
  /** What the editors remember of it: steps to undo, folds, the cursor. */
  editors: EditorMemory
  controller: AbortController | null
  /** As it was last written to or read from the store; null where it never was. */
  kept: string | null
}

export type Failure = Fault | 'variables' | 'headers' | 'link' | 'stopped'

/** What is kept of a document. */
export interface KeptDocument extends Asked {
  readonly headers: readonly Header[]
  readonly origin: Asked
  readonly asked: Asked | null
  readonly withToken: boolean
  readonly past: readonly PastQuestion[]
  readonly state: readonly (readonly [string, string])[]
  readonly changed: number
  /** When its tab was closed; null while it is open. */
  readonly closed: number | null
}

export function createDocument(id: string, from: Partial<KeptDocument> = {}): BenchDocument {
  const { query = '', variables = '', operation = null } = from
  return {
    id,
    query: signal(query),
    variables: signal(variables),
    operation: signal(operation),
    headers: signal(from.headers ?? []),
    origin: from.origin ?? { query, variables, operation },
    asked: signal(from.asked ?? null),
    withToken: from.withToken ?? false,
    past: signal(from.past ?? []),
    state: new Map(from.state),
    changed: from.changed ?? 0,
    link: null,
    running: signal(false),
    answer: signal(null),
    latest: signal(null),
    answered: signal(null),
    histories: signal([]),
    awaited: signal(null),
    failure: signal(null),
    editors: new Map(),
    controller: null,
    kept: null,
  }
}

/** What would be asked now. */
export function currentOf({ query, variables, operation }: BenchDocument): Asked {
  return { query: query.value, variables: variables.value, operation: operation.value }
}

export function isBlank(document: BenchDocument): boolean {
  const { query, variables } = currentOf(document)
  return query.trim() === '' && variables.trim() === ''
}

/** What its tab and the page are called; null while there is nothing in it. */
export function titleOf(document: BenchDocument): string | null {
  return isBlank(document) ? null : nameOf(document.query.value)
}

/** Nobody has worked on it: it is as it came, or empty. */
export function isUntouched(document: BenchDocument): boolean {
  return isBlank(document) || isSame(currentOf(document), document.origin)
}

/** There is something in it that was never asked. */
export function isUnrun(document: BenchDocument): boolean {
  return !isBlank(document) && !isSame(currentOf(document), document.asked.value)
}

const PAST = 20

/** Keeps a question among those of its document, the newest first. */
export function addToPast(document: BenchDocument, asked: Asked, now: number): void {
  const others = document.past.peek().filter((one) => !isSame(one, asked))
  document.past.value = [{ ...asked, at: now }, ...others].slice(0, PAST)
}

export function writeKept(document: BenchDocument, closed: number | null): string {
  const { headers, origin, asked, withToken, past, state, changed } = document
  const kept: KeptDocument = {
    ...currentOf(document),
    // Those that may open doors are kept elsewhere, for this window alone.
    headers: headers.value.filter((header) => !isSecret(header)),
    origin,
    asked: asked.value,
    withToken,
    past: past.value,
    state: [...state],
    changed,
    closed,
  }
  return JSON.stringify(kept)
}

/** Null where somebody else wrote nonsense there; of what is half broken the texts are saved. */
export function readKept(text: string | null): KeptDocument | null {
  const value = parseKept(text)
  const current = readAsked(value)
  if (!isRecord(value) || current === null) return null
  return {
    ...current,
    headers: listOf(value.headers, readPair),
    origin: readAsked(value.origin) ?? NOTHING,
    asked: readAsked(value.asked),
    withToken: value.withToken === true,
    past: listOf(value.past, readPast),
    state: listOf(value.state, readPair),
    changed: readTime(value.changed) ?? 0,
    closed: readTime(value.closed),
  }
}

/** Null where none are kept. */
export function readHeaderList(text: string | null): readonly Header[] | null {
  return text === null ? null : listOf(parseKept(text), readPair)
}

function readAsked(value: unknown): Asked | null {
  if (!isRecord(value) || typeof value.query !== 'string') return null
  return {
    query: value.query,
    variables: typeof value.variables === 'string' ? value.variables : '',
    operation: typeof value.operation === 'string' ? value.operation : null,
  }
}

function readPast(value: unknown): PastQuestion | null {
  const asked = readAsked(value)
  return asked && isRecord(value) ? { ...asked, at: readTime(value.at) ?? 0 } : null
}

function readPair(value: unknown): readonly [string, string] | null {
  if (!Array.isArray(value)) return null
  const [name, text]: readonly unknown[] = value
  return typeof name === 'string' && typeof text === 'string' ? [name, text] : null
}

function readTime(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function listOf<T>(value: unknown, read: (item: unknown) => T | null): readonly T[] {
  return Array.isArray(value) ? value.map(read).filter((item) => item !== null) : []
}
