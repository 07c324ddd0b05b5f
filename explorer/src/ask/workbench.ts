import { computed, untracked, type Signal } from '@preact/signals'
import { choose, inAddress } from '../app/route.ts'
import type { Address } from '../app/address.ts'
import { token } from '../caller/token.ts'
import { findFault } from '../failure/fault.ts'
import { loadPart } from '../failure/loadPart.ts'
import { askWithSources, type Answer, type AskOptions, type Question } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import type { History } from '../live/history.ts'
import type { Awaited } from '../live/mergePart.ts'
import { parseView, type ViewName } from '../results/views.ts'
import { addToHistory } from '../share/kept.ts'
import { arrive, linkAsked, show } from './benchAddress.ts'
import { asksParts, isSame, type Asked } from './asked.ts'
import { addToPast, currentOf, type BenchDocument, type Failure } from './benchDocument.ts'
import { active, openDocument } from './desk.ts'
import './forgetCaller.ts'
import { readHeaders } from './headers.ts'

/** A text or a choice of the document that is in front. */
export interface Lens<T> {
  get value(): T
  set value(value: T)
  peek(): T
}

/** What is on the bench: the question as it is written now, and how it was last answered. */
export const query = lens(({ query: text }) => text)
export const variablesText = lens(({ variables }) => variables)
export const answer = lens<Answer | null>(({ answer: last }) => last)
export const latest = lens<Answer | null>(({ latest: last }) => last)
export const failure = lens<Failure | null>(({ failure: last }) => last)
export const histories = lens(({ histories: told }) => told)
export const awaited = lens<readonly Awaited[] | null>(({ awaited: parts }) => parts)
export const running = lens<boolean>((document) => document.running)

function lens<T>(of: (document: BenchDocument) => Signal<T>): Lens<T> {
  return {
    get value() {
      return of(active.value).value
    },
    set value(value) {
      of(active.peek()).value = value
    },
    peek: () => of(active.peek()).peek(),
  }
}

/** To what the answer in sight answers. */
export const answered = computed<Asked | null>(() => active.value.answered.value)

/** Whether the question was changed since the answer in sight came. */
export const isChangedSince = computed(
  () => answered.value !== null && !isSame(answered.value, currentOf(active.value)),
)

const view = inAddress('view')
/** The view that the reader chose; null where the data choose. */
export const chosenView = computed<ViewName | null>(() => parseView(view.value))

/** Shows the answer otherwise; Back takes that back. */
export function showAs(name: ViewName): void {
  choose({ view: name })
}

/** What comes to the bench from elsewhere on the page. */
export interface OpenedQuestion {
  readonly query: string
  readonly variables?: string
  readonly view?: ViewName | null
}

/** Opens a question on the bench in a tab where it destroys nothing, and asks it. */
export function openQuestion({ query: text, variables = '', view: shown = null }: OpenedQuestion): void {
  const document = openDocument({ query: text, variables, operation: null })
  if (shown !== null) document.state = new Map([['view', shown]])
  show(document)
  void run(document)
}

/** Lays a question out in a tab where it destroys nothing. */
export function layOut(text: string): void {
  show(openDocument({ query: text, variables: '', operation: null }))
}

/** Shows what an address names, and asks what is to be seen there. */
export async function follow(at: Address): Promise<void> {
  const arrival = await arrive(at)
  if (arrival.kind === 'damaged') failure.value = 'link'
  if (arrival.kind !== 'ask') return
  const { isReading } = await loadPart(() => import('./operations.ts'))
  if (isReading(arrival.asked.query, arrival.asked.operation)) await run(arrival.document, arrival.asked)
}

/** Asks a document's question; `again` asks what it asked before, though it was changed since. */
export async function run(document = active.peek(), again: Asked | null = null): Promise<void> {
  document.controller?.abort()
  const own = new AbortController()
  document.controller = own
  const asked = again ?? (await readQuestion(document))
  const variables = parseVariables(asked.variables)
  const headers = readHeaders(document.headers.peek())
  if (document.controller !== own) return
  if (!variables || !headers) {
    document.running.value = false
    document.failure.value = variables ? 'headers' : 'variables'
    return
  }
  document.failure.value = null
  document.running.value = true
  document.withToken ||= token.peek() !== null
  document.asked.value = asked
  void linkAsked(document, asked)
  try {
    const question = {
      query: asked.query,
      variables,
      ...(asked.operation !== null && { operationName: asked.operation }),
    }
    const options = { signal: own.signal, token: token.peek(), headers }
    const takeOwn: Take = (came, besides) => {
      if (document.controller === own) take(document, asked, came, besides)
    }
    if (await isFollowed(asked)) await followAnswers(question, options, takeOwn)
    else if (asksParts(asked.query)) await takeParts(question, options, takeOwn)
    else takeOwn(await askWithSources(question, { ...options, explain: true }))
  } catch (error) {
    const failed = own.signal.aborted ? 'stopped' : await findFault(error)
    if (document.controller === own) document.failure.value = failed
  } finally {
    if (document.controller === own) document.running.value = false
  }
}

/** What stands beside an answer that comes bit by bit. */
interface Besides {
  readonly histories?: readonly History[]
  readonly awaited?: readonly Awaited[]
}

type Take = (came: Answer, besides?: Besides) => void

async function isFollowed({ query: text, operation }: Asked): Promise<boolean> {
  // For most nothing need be fetched that reads a text.
  if (!/\bsubscription\b/.test(text)) return false
  const { isSubscription } = await loadPart(() => import('./operations.ts'))
  return isSubscription(text, operation)
}

/** Each answer takes the place of the one before; the first alone is one more of the reader's questions. */
async function followAnswers(question: Question, options: AskOptions, take: Take): Promise<void> {
  const [{ followSubscription }, { addEvent }] = await Promise.all([
    loadPart(() => import('../live/followSubscription.ts')),
    loadPart(() => import('../live/history.ts')),
  ])
  let told: readonly History[] = []
  await followSubscription(question, options, (came) => {
    told = addEvent(told, came.data)
    take(came, { histories: told })
  })
}

/** Of an answer with an explanation there are no parts. */
async function takeParts(question: Question, options: AskOptions, take: Take): Promise<void> {
  const { askInParts } = await loadPart(() => import('../live/askInParts.ts'))
  await askInParts(question, options, (came, parts) => take(came, { awaited: parts }))
}

/** An answer without data leaves the former one in sight. */
function take(document: BenchDocument, asked: Asked, came: Answer, besides: Besides = {}): void {
  const isOfSame = document.answered.peek() === asked
  document.latest.value = came
  const hasData = came.data !== null && came.data !== undefined
  if (hasData || document.answer.peek() === null) {
    document.answer.value = came
    document.answered.value = asked
    document.histories.value = besides.histories ?? []
    document.awaited.value = besides.awaited ?? null
  }
  if (isOfSame) return
  addToPast(document, asked, Date.now())
  addToHistory(asked, document.withToken)
}

/** Asks once more for the answer in sight, and takes it unless the reader has asked since. */
export async function renewAnswer(signal: AbortSignal): Promise<Answer> {
  const document = active.peek()
  const [last, asked] = [document.answer.peek(), document.answered.peek()]
  const headers = readHeaders(document.headers.peek()) ?? {}
  if (last === null || asked === null) throw new Error('expected an answer to renew')
  document.withToken ||= token.peek() !== null
  const came = await askWithSources(last.question, { signal, token: token.peek(), headers, explain: true })
  if (document.answered.peek() === asked && !document.running.peek()) take(document, asked, came)
  return came
}

async function readQuestion(document: BenchDocument): Promise<Asked> {
  const current = untracked(() => currentOf(document))
  // Most have one operation; for them nothing need be fetched that reads a text.
  if (!/\b(?:query|mutation|subscription)\b[^]*\b(?:query|mutation|subscription)\b/.test(current.query))
    return { ...current, operation: null }
  const { chooseOperation } = await loadPart(() => import('./operations.ts'))
  return { ...current, operation: chooseOperation(current.query, current.operation) }
}

export function stop(): void {
  active.peek().controller?.abort()
}

/** Variables as they are typed; nothing typed is none. Null where it is not a JSON object. */
export function parseVariables(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
