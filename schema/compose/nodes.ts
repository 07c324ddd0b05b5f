import type { Bureau } from '../bureaus/bureau.ts'
import type { RegisteredBureau } from '../bureaus/register.ts'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { keySelectionsOf, type Owners } from './owners.ts'

const NODE = 'Node'

/**
 * Where the graph has nodes, each entity with the key `id` is one in its owner's schema, so that none is left out; and
 * what is one has that key, from which its id in the whole graph is made.
 */
export function checkNodes(subgraphs: readonly SubgraphDocument[], owners: Owners): string[] {
  if (!subgraphs.some(({ types }) => types.has(NODE))) return []
  return subgraphs.flatMap((subgraph) =>
    [...subgraph.types.values()].flatMap((type) => {
      if (type.kind !== 'object' || (owners.get(type.name) ?? subgraph.name) !== subgraph.name) return []
      if (isNode(type) === hasIdKey(type)) return []
      return [
        `${positionOf(type.node)}: ${type.name} ${
          isNode(type)
            ? `implements ${NODE} and has no key "id"; an entity whose key has several fields gives them as one id besides.`
            : `is an entity with the key "id" and does not implement ${NODE}: nobody can have it by its globalId.`
        }`,
      ]
    }),
  )
}

/** The bureaus with their entities that are nodes, by name. */
export function withNodes(
  bureaus: readonly Bureau[],
  subgraphs: readonly SubgraphDocument[],
  owners: Owners,
): readonly RegisteredBureau[] {
  return bureaus.map((bureau) => {
    const types = subgraphs.find(({ name }) => name === bureau.subgraph)?.types.values() ?? []
    const nodes = [...types].filter((type) => isNode(type) && owners.get(type.name) === bureau.subgraph)
    return { ...bureau, nodes: nodes.map(({ name }) => name).toSorted() }
  })
}

function isNode({ kind, related }: TypeInSubgraph): boolean {
  return kind === 'object' && related.includes(NODE)
}

function hasIdKey(type: TypeInSubgraph): boolean {
  return keySelectionsOf(type).includes('id')
}
