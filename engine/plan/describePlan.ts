import { print } from 'graphql'
import type { Call } from '../run/calls.ts'
import type { Fetch } from './fetches.ts'

/** A compiled plan as plain data, for a page that draws it. */
export interface DrawnPlan {
  readonly calls: readonly DrawnCall[]
}

export interface DrawnCall {
  readonly id: number
  readonly subgraph: string
  /** The calls that must be over before. */
  readonly after: readonly number[]
  readonly fetches: readonly DrawnFetch[]
}

export interface DrawnFetch {
  /** Response keys from the root to its objects. */
  readonly path: readonly string[]
  readonly kind: 'query' | 'mutation' | 'entities'
  /** What is asked, each question as GraphQL text. */
  readonly questions: readonly string[]
  /** Such as `$short is false`. */
  readonly conditions: readonly string[]
}

export function drawPlan({ calls }: { readonly calls: readonly Call[] }): DrawnPlan {
  return {
    calls: calls.map(({ id, subgraph, after, fetches }) => ({
      id,
      subgraph,
      after,
      fetches: fetches.map(drawFetch),
    })),
  }
}

function drawFetch({ path, requires, isMutation, operations, guards }: Fetch): DrawnFetch {
  return {
    path: path.map(({ key, types }) => (types === undefined ? key : `${key} (${types.join(' or ')})`)),
    kind: requires !== undefined ? 'entities' : isMutation ? 'mutation' : 'query',
    questions: operations.map(({ selectionSet }) => print(selectionSet)),
    conditions: guards.map(({ variable, wanted }) => `$${variable} is ${wanted}`),
  }
}

/** The same as text for people: the calls in the order in which they can start. */
export function describePlan(plan: { readonly calls: readonly Call[] }): string {
  return drawPlan(plan)
    .calls.map(({ id, subgraph, after, fetches }) => {
      const waits = after.length === 0 ? '' : `, after ${after.map((call) => call + 1).join(', ')}`
      return `${id + 1}. ${subgraph}${waits}\n${fetches.map(describeFetch).join('')}`
    })
    .join('\n')
}

function describeFetch({ path, kind, questions, conditions }: DrawnFetch): string {
  const position = path.length === 0 ? 'the root' : path.join('.')
  const when = conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`
  const what = kind === 'mutation' ? 'mutation of ' : ''
  return indent(`${what}${position}${when}\n${indent(questions.join('\n'))}\n`)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
