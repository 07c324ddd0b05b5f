import { computed, effect, signal } from '@preact/signals'
import type { GraphQLSchema } from 'graphql'
import { query } from '../ask/workbench.ts'
import { loadSchema } from '../graph/schema.ts'
import type { Branch } from './branches.ts'
import { addSelection, removeSelection } from './edit.ts'
import { setArgument } from './editArguments.ts'
import { readQuestion, type Question, type Step } from './question.ts'

const schema = signal<GraphQLSchema | null>(null)

export function startPicking(): void {
  void loadSchema().then((loaded) => (schema.value = loaded))
}

/** The query as it is written now; null while it does not parse. */
const written = computed(() => (schema.value ? readQuestion(schema.value, query.value) : null))

/** The query as it was when it last parsed, which is shown while somebody writes. */
export const question = signal<Question | null>(null)
effect(() => {
  if (written.value) question.value = written.value
})

/** While the text does not parse, there is no place in it that a click could change. */
export const isPickable = computed(() => written.value !== null)

export function toggleBranch({ steps, nodes }: Branch): void {
  const now = written.value
  if (!now) return
  query.value = nodes.length > 0 ? removeSelection(now, steps) : addSelection(now, steps, new Date())
  if (nodes.length === 0) opened.value = new Map(opened.value).set(idOf(steps), true)
}

export function setValue(
  steps: readonly Step[],
  path: readonly [string, ...string[]],
  literal: string | null,
): void {
  if (written.value) query.value = setArgument(written.value, steps, path, literal)
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
