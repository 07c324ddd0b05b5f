import type { Graph } from '../graph/graph.ts'
import { queriesKnownIn } from '../tables/knownQueries.ts'
import type { SavedQueries } from '../tables/savedQueries.ts'
import type { AgentTool } from './agentTool.ts'
import { executeQuery, searchGraph, SEARCH_FIELD } from './graphTools.ts'
import { toolOfQuery } from './savedQueryTools.ts'
import { getType, searchSchema, validateQuery } from './schemaTools.ts'

export interface AgentSettings {
  /** Whether `POST /mcp` answers at all. */
  readonly isOn: boolean
  /** Whether agents may run queries of their own. */
  readonly executes: boolean
}

/** The tools by name that callers of a graph have; one of ours is never taken by a saved query of its name. */
export function listTools(
  graph: Graph,
  queries: SavedQueries,
  { executes }: AgentSettings,
): ReadonlyMap<string, AgentTool> {
  const schema = graph.apiSchema
  const own = [
    ...(graph.introspection ? [searchSchema, getType, validateQuery] : []),
    ...(schema.getQueryType()?.getFields()[SEARCH_FIELD] === undefined ? [] : [searchGraph]),
    ...(executes ? [executeQuery] : []),
  ]
  const saved = [...queriesKnownIn(graph, queries).values()].map((query) => toolOfQuery(query, schema))
  return new Map([...saved, ...own].map((tool) => [tool.definition.name, tool]))
}

const joined = new WeakMap<SavedQueries, SavedQueries>()

/** Saved queries and marked documents together: the same map as long as both lists are the same. A saved query keeps its name. */
export function withTrusted(saved: SavedQueries, trusted: SavedQueries): SavedQueries {
  if (trusted.size === 0) return saved
  const both = joined.get(trusted) ?? new Map([...trusted, ...saved])
  joined.set(trusted, both)
  return both
}
