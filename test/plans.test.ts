import { readFileSync, writeFileSync } from 'node:fs'
import { parse, print } from 'graphql'
import { beforeAll, expect, it } from 'vitest'
import { readConfig } from '../gateway/config.ts'
import { buildGraph, type Graph } from '../gateway/graph.ts'
import type { Call } from '../gateway/request/plan/calls.ts'
import type { Fetch } from '../gateway/request/plan/fetches.ts'
import { acceptFeatures } from '../gateway/supergraph.ts'
import { examples } from './kit/examples.ts'

let graph: Graph
beforeAll(async () => {
  const sdl = readFileSync(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8')
  graph = await buildGraph(acceptFeatures(sdl), readConfig({}))
})

/** Refreshed by UPDATE_GOLDEN=1, to be read before it is committed: each call costs a request its time. */
it.each(examples)('$name is planned as before', ({ name, text }) => {
  const plan = describePlan(graph.prepare(parse(text), undefined).planFor('', new Set()).calls)
  const golden = new URL(`plans/${name}.plan.txt`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, plan)
  expect(plan).toBe(readFileSync(golden, 'utf8'))
})

/** The calls in the order in which they can start: whom, after which others, and what at which places. */
function describePlan(calls: readonly Call[]): string {
  return calls
    .map(({ id, subgraph, after, fetches }) => {
      const waits = after.length > 0 ? `, after ${after.map((call) => call + 1).join(', ')}` : ''
      return `${id + 1}. ${subgraph}${waits}\n${fetches.map(describeFetch).join('')}`
    })
    .join('\n')
}

function describeFetch({ path, requires, definition, selectionSet }: Fetch): string {
  const place = path.map(({ key, types }) => (types ? `${key}|${types.join('|')}` : key)).join('.')
  const what = requires ? print(selectionSet) : print(definition)
  return indent(`${place === '' ? 'root' : place}\n${indent(what)}\n`)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
