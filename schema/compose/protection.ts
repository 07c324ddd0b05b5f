import { findAccessNames } from '../access/fieldRule.ts'
import type { SubgraphDocument } from './document.ts'

const known = new WeakMap<SubgraphDocument, ReadonlySet<string>>()

/** What the directives that protect a field are called in one subgraph, which may rename its imports. */
export function protectionNamesOf(subgraph: SubgraphDocument): ReadonlySet<string> {
  const found = known.get(subgraph)
  if (found) return found
  const { authenticated, scopes, policy, ownedBy } = findAccessNames(subgraph.document)
  const names = new Set([authenticated, scopes, policy, ownedBy].filter((name) => name !== null))
  known.set(subgraph, names)
  return names
}
