import { parse, validate } from 'graphql'
import type { Graph } from '../graph/graph.ts'
import type { SavedQueries } from './savedQueries.ts'

const known = new WeakMap<Graph, WeakMap<SavedQueries, SavedQueries>>()

/**
 * The saved queries that callers of a graph may know: of a variant only those that it can answer, since a query, its columns
 * and what is wrong with it tell the names of what is outside.
 */
export function queriesKnownIn(graph: Graph, queries: SavedQueries): SavedQueries {
  if (graph.variant === undefined) return queries
  const ofGraph = known.get(graph) ?? new WeakMap<SavedQueries, SavedQueries>()
  known.set(graph, ofGraph)
  const answerable =
    ofGraph.get(queries) ??
    new Map([...queries].filter(([, { text }]) => validate(graph.apiSchema, parse(text)).length === 0))
  ofGraph.set(queries, answerable)
  return answerable
}
