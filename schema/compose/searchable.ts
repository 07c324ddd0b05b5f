import { bureauFile } from '../bureaus/readBureaus.ts'
import type { SubgraphDocument, TypeInSubgraph } from './document.ts'
import { keySelectionsOf, type Owners } from './owners.ts'

/** What a bureau has found by the search is its own, is an entity with the key `id`, and is for everybody. */
export function checkSearchable(subgraphs: readonly SubgraphDocument[], owners: Owners): string[] {
  return subgraphs.flatMap(({ name, bureau, types }) =>
    (bureau?.searchable ?? []).flatMap((kind) => {
      const type = types.get(kind)
      const found = type === undefined ? 'no type of its schema' : obstacle(type, owners.get(kind), name)
      return found === null
        ? []
        : [
            `${bureauFile(name)}: searchable: expected entities of its own with the key "id" that everybody may see; got ${kind}, ${found}.`,
          ]
    }),
  )
}

function obstacle(type: TypeInSubgraph, owner: string | undefined, subgraph: string): string | null {
  if (!keySelectionsOf(type).includes('id')) return 'without that key'
  if (owner !== subgraph) return `which ${owner ?? 'nobody'} owns`
  const isHidden = type.nodes
    .flatMap(({ directives = [] }) => directives)
    .some(({ name }) => ['tag', 'inaccessible'].includes(name.value.replace('federation__', '')))
  return isHidden ? 'which is hidden from some' : null
}
