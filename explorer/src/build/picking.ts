import { effect, signal, untracked } from '@preact/signals'
import { active } from '../ask/desk.ts'
import { query } from '../ask/workbench.ts'
import { knownSchema, loadSchema } from '../graph/schema.ts'
import type { Branch } from './branches.ts'
import { addSelection, removeSelection } from './edit.ts'
import { setArgument } from './editArguments.ts'
import { readQuestion, type Question, type Step } from './question.ts'

const schema = knownSchema

export function startPicking(): void {
  void loadSchema()
}

/** The query as it is written now; null while it does not parse. */
function readNow(): Question | null {
  return schema.value ? readQuestion(schema.value, query.value, active.value.operation.value) : null
}

/** The query as it was when it last parsed, which is shown while somebody writes. */
export const question = signal<Question | null>(null)

/** While the text does not parse, there is no place in it that a click could change. */
export const isPickable = signal(false)

/** What a click wrote; the tree shows it at once. */
let own: string | null = null

/** Longer than most pauses between two keys: who types fast waits for no tree. */
const PAUSE_MS = 80
let last: { schema: unknown; document: unknown; operation: unknown } | null = null
let timer: ReturnType<typeof setTimeout> | undefined

effect(() => {
  const text = query.value
  const now = { schema: schema.value, document: active.value, operation: active.value.operation.value }
  const isTyping =
    now.schema === last?.schema && now.document === last.document && now.operation === last.operation
  last = now
  clearTimeout(timer)
  if (isTyping && text !== own) timer = setTimeout(follow, PAUSE_MS)
  else untracked(follow)
})

function follow(): void {
  const now = readNow()
  isPickable.value = now !== null
  if (now) question.value = now
}

function write(text: string): void {
  own = text
  query.value = text
}

export function toggleBranch({ steps, nodes }: Branch): void {
  const now = readNow()
  if (!now) return
  write(nodes.length > 0 ? removeSelection(now, steps) : addSelection(now, steps, new Date()))
  if (nodes.length === 0) opened.value = new Map(opened.value).set(idOf(steps), true)
}

export function setValue(
  steps: readonly Step[],
  path: readonly [string, ...string[]],
  literal: string | null,
): void {
  const now = readNow()
  if (now) write(setArgument(now, steps, path, literal))
}

/** Branches that the reader has opened or closed; of the others those are open that are asked for. */
const opened = signal<ReadonlyMap<string, boolean>>(new Map())

export function isOpen({ steps, nodes }: Branch): boolean {
  return opened.value.get(idOf(steps)) ?? nodes.length > 0
}

export function setOpen({ steps }: Branch, open: boolean): void {
  opened.value = new Map(opened.value).set(idOf(steps), open)
}

/** "b=museum/name/on Monument" */
export function idOf(steps: readonly Step[]): string {
  return steps.map((step) => (step.kind === 'on' ? `on ${step.type}` : `${step.key}=${step.name}`)).join('/')
}

/** The hint at the foot of the pane, for the branch or argument where the pointer or the focus is. */
export const hint = signal<{ readonly name: string; readonly text: string } | null>(null)
