import { print } from 'graphql'
import type { Call } from '../run/compileCalls.ts'
import type { Fetch } from './fetches.ts'

/** A compiled plan as plain data. */
export interface PlanDescription {
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
  readonly kind: 'query' | 'mutation' | 'entities'
  /** The operation as the planner wrote it. */
  readonly operation: string
  /** The selection set of each of its fetch operations, as GraphQL text. */
  readonly selectionSets: readonly string[]
  /** Such as `$short is false`. */
  readonly conditions: readonly string[]
}

export function describePlan({ calls }: { readonly calls: readonly Call[] }): PlanDescription {
  return {
    calls: calls.map(({ id, subgraph, after, fetches }) => ({
      id,
      subgraph,
      after,
      fetches: fetches.map(describeFetch),
    })),
  }
}

function describeFetch({ path, requires, isMutation, operations, guards, node }: Fetch): FetchDescription {
  return {
    path: path.map(({ key, types }) => (types === undefined ? key : `${key} (${types.join(' or ')})`)),
    kind: requires !== undefined ? 'entities' : isMutation ? 'mutation' : 'query',
    operation: node.operation,
    selectionSets: operations.map(({ selectionSet }) => print(selectionSet)),
    conditions: guards.map(({ variable, wanted }) => `$${variable} is ${wanted}`),
  }
}

/** A description as text for people: the calls in the order in which they can start. */
export function printPlan({ calls }: PlanDescription): string {
  return calls
    .map(({ id, subgraph, after, fetches }) => {
      const waits = after.length === 0 ? '' : `, after ${after.map((call) => call + 1).join(', ')}`
      return `${id + 1}. ${subgraph}${waits}\n${fetches.map(printFetch).join('')}`
    })
    .join('\n')
}

function printFetch({ path, kind, selectionSets, conditions }: FetchDescription): string {
  const position = path.length === 0 ? 'the root' : path.join('.')
  const when = conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`
  const what = kind === 'mutation' ? 'mutation of ' : ''
  return indent(`${what}${position}${when}\n${indent(selectionSets.join('\n'))}\n`)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
