import { effect, signal } from '@preact/signals'
import { type Answer, askWithSources } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { findFault, type Fault } from '../failure/fault.ts'
import { recall, remember } from '../app/remember.ts'
import { token } from '../caller/token.ts'
import { addToHistory } from '../share/kept.ts'

/** What is on the bench: the question as it is written now, and how it was last answered. */
export const query = signal(recall('query') ?? '')
export const variablesText = signal(recall('variables') ?? '')
export const chosenView = signal<ViewName | null>(null)
export const running = signal(false)
export const answer = signal<Answer | null>(null)
export const failure = signal<Fault | 'variables' | 'link' | 'stopped' | null>(null)

export type ViewName = 'json' | 'table' | 'chart' | 'map'

let controller: AbortController | undefined

effect(() => remember('query', query.value))
effect(() => remember('variables', variablesText.value))

/** Puts a question on the bench; what was answered before goes. */
export function layOut(text: string, variables: string, view: ViewName | null = null): void {
  stop()
  query.value = text
  variablesText.value = variables
  chosenView.value = view
  answer.value = null
  failure.value = null
}

export async function run(): Promise<void> {
  stop()
  const variables = parseVariables(variablesText.value)
  if (!variables) {
    failure.value = 'variables'
    return
  }
  const own = new AbortController()
  controller = own
  failure.value = null
  running.value = true
  try {
    const question = { query: query.value, variables }
    const answered = await askWithSources(question, { signal: own.signal, token: token.value, explain: true })
    if (controller !== own) return
    answer.value = answered
    addToHistory(query.value, variablesText.value)
  } catch (error) {
    const failed = own.signal.aborted ? 'stopped' : await findFault(error)
    if (controller === own) failure.value = failed
  } finally {
    if (controller === own) running.value = false
  }
}

export function stop(): void {
  controller?.abort()
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
