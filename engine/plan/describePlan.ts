import { print } from 'graphql'
import type { OperationType } from '../operation/operation.ts'
import type { Call } from '../run/compileCalls.ts'
import type { Fetch } from './fetches.ts'

/** A compiled plan as plain data. */
export interface PlanDescription {
  /** Whether each label is on by which the operation's plans can differ; absent where there is none. */
  readonly labels?: Readonly<Record<string, boolean>>
  readonly calls: readonly CallDescription[]
}

export interface CallDescription {
  readonly id: number
  readonly subgraph: string
  /** The calls that must have ended before it starts. */
  readonly after: readonly number[]
  readonly fetches: readonly FetchDescription[]
}

export interface FetchDescription {
  /** Response keys from the root to its objects. */
  readonly path: readonly string[]
  readonly kind: OperationType | 'entities'
  /** The operation as the planner wrote it. */
  readonly operation: string
  /** The selection set of each of its fetch operations, as GraphQL text. */
  readonly selectionSets: readonly string[]
  /** Such as `$short is false`. */
  readonly conditions: readonly string[]
}

export function describePlan({ calls, labels }: Described): PlanDescription {
  return {
    ...(labels.size > 0 && { labels: Object.fromEntries(labels) }),
    calls: calls.map(({ id, subgraph, after, fetches }) => ({
      id,
      subgraph,
      after,
      fetches: fetches.map(describeFetch),
    })),
  }
}

interface Described {
  readonly calls: readonly Call[]
  readonly labels: ReadonlyMap<string, boolean>
}

function describeFetch({ path, requires, definition, operations, guards, node }: Fetch): FetchDescription {
  return {
    path: path.map(({ key, types }) => (types === undefined ? key : `${key} (${types.join(' or ')})`)),
    kind: requires === undefined ? definition.operation : 'entities',
    operation: node.operation,
    selectionSets: operations.map(({ selectionSet }) => print(selectionSet)),
    conditions: guards.map(({ variable, wanted }) => `$${variable} is ${wanted}`),
  }
}

/** A description as text for people: the calls in the order in which they can start. */
export function printPlan({ calls, labels = {} }: PlanDescription): string {
  const states = Object.entries(labels).map(([label, isOn]) => `${label}: ${isOn ? 'on' : 'off'}\n`)
  const printed = calls
    .map(({ id, subgraph, after, fetches }) => {
      const waits = after.length === 0 ? '' : `, after ${after.map((call) => call + 1).join(', ')}`
      return `${id + 1}. ${subgraph}${waits}\n${fetches.map(printFetch).join('')}`
    })
    .join('\n')
  return states.length === 0 ? printed : `${states.join('')}\n${printed}`
}

function printFetch({ path, kind, selectionSets, conditions }: FetchDescription): string {
  const position = path.length === 0 ? 'the root' : path.join('.')
  const when = conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`
  const what = kind === 'mutation' || kind === 'subscription' ? `${kind} of ` : ''
  return indent(`${what}${position}${when}\n${indent(selectionSets.join('\n'))}\n`)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
