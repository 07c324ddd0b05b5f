import { createHash } from 'node:crypto'
import type { DocumentNode } from 'graphql'
import type { Snapshot } from '../../../engine/supergraph/snapshot.ts'
import { readCacheHints, type CacheHints } from './hints.ts'
import { readCacheTags, type CacheTags } from './cacheTags.ts'

/** What one version of the supergraph says about keeping answers. */
export interface CacheRules {
  readonly id: string
  readonly hints: CacheHints
  /** By subgraph. */
  readonly cacheTags: ReadonlyMap<string, CacheTags>
  /** By subgraph, what stands for its schema: an entry outlives a new supergraph when its subgraph is the same. */
  readonly schemas: ReadonlyMap<string, string>
}

export function readCacheRules({ id, supergraph }: Snapshot, document: DocumentNode): CacheRules {
  const subgraphs = supergraph.subgraphs().values()
  return {
    id,
    hints: readCacheHints(document),
    cacheTags: readCacheTags(document),
    schemas: new Map(subgraphs.map((subgraph) => [subgraph.name, digest(subgraph.toString())])),
  }
}

/** What stands for a subgraph's schema. */
export function schemaOf(subgraph: string, { schemas }: CacheRules): string {
  return schemas.get(subgraph) ?? ''
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Puts texts together so that no two lists give the same: each is preceded by its length. */
export function digestAll(texts: readonly string[]): string {
  return digest(texts.map((text) => `${text.length}:${text}`).join(''))
}
