import { signal } from '@preact/signals'
import { forgetKey, keysFrom, recall, recallHere, remember, rememberHere } from '../app/remember.ts'
import {
  createDocument,
  isBlank,
  readHeaderList,
  readKept,
  writeKept,
  type BenchDocument,
  type KeptDocument,
} from './benchDocument.ts'
import { readMemory, writeMemory } from './editorMemory.ts'
import { isSecret } from './headers.ts'

/** Whether the store refused what was written last: then the reader should know that a reload loses it. */
export const isStoreRefusing = signal(false)

const START = 'document:'
const HEADERS = 'headers:'
const STEPS = 'steps:'
const CLOSED_KEPT = 20

/**
 * Writes a document to the store, where it stays when the window is closed. Where another window wrote the same one since,
 * this becomes a document of its own: nobody's work is written over.
 */
export function keep(document: BenchDocument, closed: number | null = null): void {
  if (document.kept === null && isBlank(document) && document.past.value.length === 0) return
  const stored = recall(START + document.id)
  if (stored !== null && stored !== document.kept) {
    document.id = createId()
    void hold(document.id)
  }
  keepSecrets(document)
  // For this window alone, where they take no room from the documents themselves.
  rememberHere(STEPS + document.id, writeMemory(document.editors))
  const text = writeKept(document, closed)
  if (text === stored) return
  const isKept = write(START + document.id, text)
  if (isKept) document.kept = text
  isStoreRefusing.value = !isKept
}

/** Headers that may open doors are kept for this window alone. */
function keepSecrets({ id, headers }: BenchDocument): void {
  const hasSecret = headers.value.some(isSecret)
  rememberHere(HEADERS + id, hasSecret ? JSON.stringify(headers.value) : null)
}

/** What is closed gives way to what is open. */
function write(key: string, text: string): boolean {
  while (!remember(key, text)) {
    const oldest = listClosed().at(-1)
    if (!oldest) return false
    forgetKey(START + oldest.id)
  }
  return true
}

export function forgetDocument(id: string): void {
  forgetKey(START + id)
  rememberHere(HEADERS + id, null)
  rememberHere(STEPS + id, null)
}

/** A document as it is kept; null where there is none, or none that can be read. */
export function recallDocument(id: string): BenchDocument | null {
  const text = recall(START + id)
  const kept = readKept(text)
  if (kept === null) return null
  const headers = readHeaderList(recallHere(HEADERS + id)) ?? kept.headers
  const editors = readMemory(recallHere(STEPS + id))
  return Object.assign(createDocument(id, { ...kept, headers }), { kept: text, editors })
}

export interface ClosedDocument extends KeptDocument {
  readonly id: string
}

/** The documents whose tabs were closed, the last one first. */
export function listClosed(): readonly ClosedDocument[] {
  return listKept()
    .filter(({ closed }) => closed !== null)
    .toSorted((a, b) => (b.closed ?? 0) - (a.closed ?? 0))
}

export function dropOldClosed(): void {
  for (const { id } of listClosed().slice(CLOSED_KEPT)) forgetDocument(id)
}

function listKept(): readonly ClosedDocument[] {
  return keysFrom(START).flatMap((key) => {
    const kept = readKept(recall(key))
    return kept ? [{ ...kept, id: key.slice(START.length) }] : []
  })
}

/** The open documents that no window holds, as those of a window that was closed, in the order of their changes. */
export async function listAbandoned(): Promise<readonly string[]> {
  const held = await listHeld()
  return listKept()
    .filter(({ id, closed }) => closed === null && !held.has(id))
    .toSorted((a, b) => a.changed - b.changed)
    .map(({ id }) => id)
}

const LOCK = 'macao-open-gateway:'
/** A window that is reloaded gives up its documents a moment after it takes them again. */
const PATIENCE_MS = 1_500
const releases = new Map<string, () => void>()

/** Takes a document for this window, until it is left. False where another window has it. */
export function hold(id: string): Promise<boolean> {
  // Over plain HTTP a browser has no locks: then `keep` alone sees to it that nothing is written over.
  if (!('locks' in navigator)) return Promise.resolve(true)
  return new Promise((resolve) => {
    const held = () => {
      resolve(true)
      return new Promise<void>((release) => releases.set(id, release))
    }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    navigator.locks.request(LOCK + START + id, { signal }, held).catch(() => resolve(false))
  })
}

export function release(id: string): void {
  releases.get(id)?.()
  releases.delete(id)
}

async function listHeld(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  return new Set(held.map(({ name = '' }) => name.slice(LOCK.length + START.length)))
}

/** Not `randomUUID`, which a page over plain HTTP does not have. */
export function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
    byte.toString(36).padStart(2, '0'),
  ).join('')
}
