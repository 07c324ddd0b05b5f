import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import type { NodeValue } from '../schema/nodeTypes.ts'
import type { CatalogueContext } from './context.ts'

/** How an entity that the catalogue owns is found from its key. */
export const references = {
  AdministrativeArea: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.area.load(id),
  Bureau: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.bureau.load(id),
  Dataset: ({ id }: EntityReference, { loaders }: CatalogueContext) => loaders.dataset.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
}

/** The record of an entity of the catalogue; of another bureau's, the key, which its owner resolves. */
export async function referTo(key: NodeValue, context: CatalogueContext): Promise<NodeRecord | null> {
  const { __typename: kind } = key
  if (!isOwnKind(kind)) return key
  switch (kind) {
    case 'AdministrativeArea':
      return withKind(kind, await references[kind](key, context))
    case 'Bureau':
      return withKind(kind, await references[kind](key, context))
    case 'Dataset':
      return withKind(kind, await references[kind](key, context))
    case 'Place':
      return withKind(kind, references[kind](key))
  }
}

type OwnKind = keyof typeof references
type OwnRecord = {
  [K in OwnKind]: NonNullable<Awaited<ReturnType<(typeof references)[K]>>> & { readonly __typename: K }
}[OwnKind]

/** A record of the catalogue, or the key of another bureau's. */
export type NodeRecord = OwnRecord | NodeValue

function withKind<K extends string, R extends object>(kind: K, record: R | null) {
  return record && { ...record, __typename: kind }
}

export function isOwnKind(kind: string): kind is OwnKind {
  return kind in references
}
