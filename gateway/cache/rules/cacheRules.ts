import type { DocumentNode } from 'graphql'
import { readCacheHints, type CacheHints } from './hints.ts'
import { digestSubgraphs } from './subgraphSchemas.ts'
import { readCacheTags, type CacheTags } from './cacheTags.ts'

/** The cache hints and cache tags of one version of the supergraph. */
export interface CacheRules {
  readonly id: string
  readonly hints: CacheHints
  /** By subgraph. */
  readonly cacheTags: ReadonlyMap<string, CacheTags>
  /** By subgraph, the digest of its schema: an entry outlives a new supergraph when its subgraph is the same. */
  readonly schemas: ReadonlyMap<string, string>
}

/** `id` is the digest of the supergraph. */
export function readCacheRules(id: string, supergraph: DocumentNode): CacheRules {
  return {
    id,
    hints: readCacheHints(supergraph),
    cacheTags: readCacheTags(supergraph),
    schemas: digestSubgraphs(supergraph),
  }
}

/** The digest of a subgraph's schema. */
export function schemaOf(subgraph: string, { schemas }: CacheRules): string {
  return schemas.get(subgraph) ?? ''
}
