import type { LifetimeDefaults } from '../../cache/lifetime.ts'
import type { SubgraphAnswer, SubgraphCall, SubgraphRequest } from '../fetch/fetch.ts'
import type { CacheRules } from './rules.ts'

/**
 * Sends past the cache what nothing allows to be kept: no hint of the schema, no default, and no header that the
 * subgraph ever sent. Naming and looking up such a request would cost more than all the rest of its way.
 */
export function withBypass(
  cached: SubgraphCall,
  plain: SubgraphCall,
  defaults: LifetimeDefaults,
): SubgraphCall {
  const speaking = new Set<string>()
  const mayKeep = ({ subgraph, caching }: SubgraphRequest): boolean =>
    speaking.has(subgraph) ||
    defaults.maxAge(subgraph) > 0 ||
    (caching !== undefined && hasHints(caching.rules))
  return async (request) => {
    if (mayKeep(request)) return cached(request)
    const answer = await plain(request)
    if (allowsKeeping(answer)) speaking.add(request.subgraph)
    return answer
  }
}

function allowsKeeping({ statement }: SubgraphAnswer): boolean {
  return statement !== undefined && !statement.isForbidden && (statement.maxAge ?? 0) > 0
}

const known = new WeakMap<CacheRules, boolean>()

/** Whether the schema lets anything at all be kept. */
function hasHints(rules: CacheRules): boolean {
  const before = known.get(rules)
  if (before !== undefined) return before
  const found = [...rules.hints.types.values()].some(
    ({ hint, fields }) =>
      (hint?.limit ?? 0) > 0 || [...fields.values()].some((field) => (field.hint?.limit ?? 0) > 0),
  )
  known.set(rules, found)
  return found
}
