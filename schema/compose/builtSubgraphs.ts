import { buildSubgraph, errorCauses, Subgraphs, type Subgraph } from '@apollo/federation-internals'
import { visit, type DocumentNode, type GraphQLError } from 'graphql'
import type { SubgraphDocument } from './document.ts'
import { keyFieldsOf, type Owners } from './owners.ts'

/** The subgraphs as federation knows them, or every reason why some are none. */
export function buildSubgraphs(
  documents: readonly SubgraphDocument[],
  owners: Owners,
): { readonly subgraphs: Subgraphs } | { readonly errors: readonly GraphQLError[] } {
  const subgraphs = new Subgraphs()
  const errors: GraphQLError[] = []
  for (const document of documents) {
    try {
      subgraphs.add(build(document, owners))
    } catch (error) {
      const causes = error instanceof Error ? errorCauses(error) : undefined
      if (causes === undefined) throw error
      errors.push(...causes)
    }
  }
  return errors.length === 0 ? { subgraphs } : { errors }
}

interface Built {
  /** Of whose entities the words are left out. */
  readonly foreign: string
  readonly subgraph: Subgraph
}

/** Composition changes none of them, so that one that is composed again and again is built once. */
const known = new WeakMap<SubgraphDocument, Built>()

function build(document: SubgraphDocument, owners: Owners): Subgraph {
  const isForeign = (type: string) => owners.has(type) && owners.get(type) !== document.name
  const foreign = [...document.types.keys()].filter(isForeign).join(' ')
  const found = known.get(document)
  if (found?.foreign === foreign) return found.subgraph
  const subgraph = buildSubgraph(document.name, document.url ?? '', keepOwnersWords(document, isForeign))
  known.set(document, { foreign, subgraph })
  return subgraph
}

/** Composition takes the commonest description of an entity: only its owner's is left for it to take. */
function keepOwnersWords(
  { types, document }: SubgraphDocument,
  isForeign: (type: string) => boolean,
): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(node) {
      const type = types.get(node.name.value)
      if (!type || !isForeign(node.name.value)) return undefined
      const keys = keyFieldsOf(type)
      const fields = node.fields?.map((field) => (keys.has(field.name.value) ? withoutWords(field) : field))
      return { ...withoutWords(node), ...(fields ? { fields } : {}) }
    },
  })
}

function withoutWords<N extends { readonly description?: unknown }>(node: N): Omit<N, 'description'> {
  const { description: _, ...rest } = node
  return rest
}
