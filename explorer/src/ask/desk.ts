import { effect, signal, untracked } from '@preact/signals'
import { forgetKey, recall, recallHere, rememberHere } from '../app/remember.ts'
import { isRecord } from '../graph/isRecord.ts'
import { isSame, NOTHING, type Asked } from './asked.ts'
import {
  createDocument,
  currentOf,
  isBlank,
  isUntouched,
  writeKept,
  type BenchDocument,
} from './benchDocument.ts'
import {
  createId,
  dropOldClosed,
  forgetDocument,
  hold,
  keep,
  listAbandoned,
  recallDocument,
  release,
} from './keepDocuments.ts'

/**
 * The documents of this window, each in a tab. A window has its own, so that two do not write into one another; what a
 * closed window leaves is taken up by the next that comes with none.
 */
export const documents = signal<readonly BenchDocument[]>([])
export const active = signal<BenchDocument>(createDocument(createId()))

const followed = new WeakMap<BenchDocument, () => void>()

/** Brings a question into a tab: one that has it already, the active one where nobody has worked on it, else a new one. */
export function openDocument(asked: Asked): BenchDocument {
  const known = documents.peek().find((document) =>
    isSame(
      untracked(() => currentOf(document)),
      asked,
    ),
  )
  if (known) return known
  const opened = createDocument(createId(), { ...asked, changed: Date.now() })
  const { value: now } = active
  const isSpare = untracked(() => isUntouched(now)) && !now.running.peek()
  place(opened, isSpare)
  return opened
}

/** An empty tab beside the active one. */
export function openBlank(): BenchDocument {
  const opened = createDocument(createId())
  place(opened, false)
  return opened
}

/** A document whose tab was closed. */
export function reopenDocument(id: string): BenchDocument | null {
  const known = recallDocument(id)
  if (known)
    place(
      known,
      untracked(() => isBlank(active.value)),
    )
  return known
}

/** Takes a tab away. What somebody worked on is kept among the closed ones. */
export function closeDocument(document: BenchDocument): void {
  const all = documents.peek()
  const at = all.indexOf(document)
  if (at === -1) return
  leave(document)
  const rest = all.filter((one) => one !== document)
  if (rest.length === 0) rest.push(follow(createDocument(createId())))
  documents.value = rest
  if (active.peek() === document) active.value = rest[Math.min(at, rest.length - 1)] ?? document
}

function place(opened: BenchDocument, isInstead: boolean): void {
  const now = active.peek()
  follow(opened)
  void hold(opened.id)
  documents.value = documents.peek().flatMap((one) => {
    if (one !== now) return [one]
    return isInstead ? [opened] : [one, opened]
  })
  if (isInstead) leave(now)
  active.value = opened
  keepSoon(opened)
}

function leave(document: BenchDocument): void {
  document.controller?.abort()
  followed.get(document)?.()
  waiting.delete(document)
  if (untracked(() => isUntouched(document))) forgetDocument(document.id)
  else keep(document, Date.now())
  dropOldClosed()
  release(document.id)
}

/** From now on what changes is kept. */
function follow(document: BenchDocument): BenchDocument {
  let isFirst = true
  const stop = effect(() => {
    writeKept(document, null)
    if (!isFirst) keepSoon(document)
    isFirst = false
  })
  followed.set(document, stop)
  return document
}

const waiting = new Set<BenchDocument>()
let timer: ReturnType<typeof setTimeout> | undefined
/** A pause between two keys. */
const PAUSE_MS = 200

export function keepSoon(document: BenchDocument): void {
  document.changed = Date.now()
  waiting.add(document)
  timer ??= setTimeout(keepNow, PAUSE_MS)
}

export function keepNow(): void {
  clearTimeout(timer)
  timer = undefined
  for (const document of waiting) untracked(() => keep(document))
  waiting.clear()
  untracked(keepDesk)
  renamed.value++
}

/** Counts the times when a document may have got another id. */
export const renamed = signal(0)

/** Which documents this window has: a reload brings them back. */
function keepDesk(): void {
  const ids = documents.value.map(({ id }) => id)
  rememberHere('desk', JSON.stringify({ ids, active: active.value.id }))
}

// A page may go without another word.
window.addEventListener('pagehide', keepNow)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keepNow()
})

restore()
effect(keepDesk)

/** Settles when what this window has of its own, or takes up from a closed one, is there. */
export const deskReady: Promise<void> = takeDocuments()

function restore(): void {
  const { ids, activeId } = readDesk()
  const own = ids.map((id) => recallDocument(id)).filter((one) => one !== null)
  const all = own.length > 0 ? own : [readFormerStore() ?? createDocument(createId())]
  documents.value = all.map(follow)
  active.value = all.find(({ id }) => id === activeId) ?? all[0] ?? active.peek()
}

async function takeDocuments(): Promise<void> {
  const isFresh = documents.peek().every((one) => untracked(() => isBlank(one)))
  for (const document of documents.peek()) void holdOrCopy(document)
  if (!isFresh) return
  const abandoned = (await listAbandoned()).map((id) => recallDocument(id)).filter((one) => one !== null)
  const taken = abandoned.filter(({ id }) => documents.peek().every((one) => one.id !== id))
  if (taken.length === 0) return
  for (const document of taken) void holdOrCopy(follow(document))
  const own = documents.peek().filter((one) => !untracked(() => isBlank(one)))
  documents.value = [...taken, ...own]
  if (!own.includes(active.peek())) active.value = taken.at(-1) ?? active.peek()
}

/** A window that was duplicated has the documents of the first: it goes on with copies. */
async function holdOrCopy(document: BenchDocument): Promise<void> {
  if (await hold(document.id)) return
  document.id = createId()
  document.kept = null
  void hold(document.id)
  keepSoon(document)
}

function readDesk(): { readonly ids: readonly string[]; readonly activeId: string | null } {
  try {
    const value: unknown = JSON.parse(recallHere('desk') ?? '')
    if (isRecord(value) && Array.isArray(value.ids)) {
      const ids = value.ids.filter((id) => typeof id === 'string')
      return { ids, activeId: typeof value.active === 'string' ? value.active : null }
    }
  } catch {
    // Nothing, or nonsense.
  }
  return { ids: [], activeId: null }
}

/** Before there were tabs, one question was kept. */
function readFormerStore(): BenchDocument | null {
  const [query, variables] = [recall('query') ?? '', recall('variables') ?? '']
  for (const key of ['query', 'variables']) forgetKey(key)
  if (query.trim() === '') return null
  // No origin of its own: it is somebody's work.
  const former = createDocument(createId(), { query, variables, origin: NOTHING })
  queueMicrotask(() => keepSoon(former))
  return former
}
