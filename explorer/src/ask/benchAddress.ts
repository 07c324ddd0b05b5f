import { effect, untracked } from '@preact/signals'
import { changeState, type Address } from '../app/address.ts'
import { address, go, type Step } from '../app/route.ts'
import { packQuestion, unpackQuestion } from '../share/link.ts'
import { isSame, type Asked } from './asked.ts'
import { isUnrun, type BenchDocument } from './benchDocument.ts'
import { active, documents, keepSoon, openDocument, renamed } from './desk.ts'

/**
 * The address of a document: the question that it asked, packed, so that it can be sent to anybody; which document of this
 * browser it is; and how its answer is shown. What was asked with a token is not in it, for a browser keeps addresses.
 */
function addressOf({ id, link, state }: BenchDocument): Address {
  return { page: 'ask', name: link, state: changeState(state, { doc: id }) }
}

/** Opens the tab of a document, wherever one is. */
export function show(document: BenchDocument): void {
  active.value = document
  go(addressOf(document))
}

/** An address whose question is being read: whatever ends meanwhile must not put its own in its place. */
let arriving: Address | null = null

/** After another tab came forward by itself, or the question got an address. */
export function renewAddress(step: Step = 'replace'): void {
  if (address.peek().page === 'ask' && address.peek() !== arriving) go(addressOf(active.peek()), step)
}

/** What was asked is a step of its own, to which Back leads. */
export async function linkAsked(document: BenchDocument, asked: Asked): Promise<void> {
  const former = document.link
  const link = document.withToken ? null : await packQuestion(asked)
  if (document.asked.peek() !== asked) return
  document.link = link
  if (active.peek() === document) renewAddress(former === null || former === link ? 'replace' : 'push')
}

/** How an answer is shown belongs to its document while it is in sight. */
effect(() => {
  const { page, state } = address.value
  const { value: document } = active
  if (page !== 'ask' || state.get('doc') !== document.id) return
  const own = changeState(state, { doc: null })
  if (JSON.stringify([...own]) === JSON.stringify([...document.state])) return
  document.state = own
  untracked(() => keepSoon(document))
})

effect(() => {
  if (renamed.value > 0) untracked(() => renewAddress())
})

/** What an address asks of the bench. */
export type Arrival =
  | { readonly kind: 'here' }
  /** A document that was asked, whose answer is not in sight: ask again. */
  | { readonly kind: 'ask'; readonly document: BenchDocument; readonly asked: Asked }
  | { readonly kind: 'damaged' }

const HERE: Arrival = { kind: 'here' }

/** Brings to the front what an address names. Nothing that was written and not asked is ever lost by it. */
export async function arrive(at: Address): Promise<Arrival> {
  const own = documents.peek().find(({ id }) => id === at.state.get('doc'))
  if (at.name === null) return own ? bring(own, own.asked.peek()) : stay()
  if (own && own.link === at.name) return bring(own, own.asked.peek())
  arriving = at
  const shared = await unpackQuestion(at.name)
  if (arriving === at) arriving = null
  if (address.peek() !== at) return HERE
  if (shared === null) return { kind: 'damaged' }
  const state = new Map([...(shared.view === null ? [] : [['view', shared.view] as const]), ...at.state])
  state.delete('doc')
  return bring(placeShared(own, shared), shared, { link: at.name, state })
}

/** Back to what a document asked before, where that costs nothing; else the question is opened beside it. */
function placeShared(own: BenchDocument | undefined, shared: Asked): BenchDocument {
  const asked = own?.asked.peek() ?? null
  if (own && isSame(asked, shared) && asked?.operation === shared.operation) return own
  if (!own || untracked(() => isUnrun(own))) return openDocument(shared)
  own.query.value = shared.query
  own.variables.value = shared.variables
  own.operation.value = shared.operation
  own.answer.value = null
  return own
}

function bring(
  document: BenchDocument,
  asked: Asked | null,
  found?: Pick<BenchDocument, 'link' | 'state'>,
): Arrival {
  if (found) Object.assign(document, found)
  active.value = document
  renewAddress()
  const isKnown =
    document.answer.peek() !== null || document.failure.peek() !== null || document.running.peek()
  return asked === null || isKnown ? HERE : { kind: 'ask', document, asked }
}

function stay(): Arrival {
  renewAddress()
  return HERE
}
