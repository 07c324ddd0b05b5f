import { Kind, visit, type DirectiveNode, type DocumentNode } from 'graphql'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'

const TYPES = /^(?:_Any|_Entity|_Service|(?:link|federation)__.+)$/
const ROOT_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service'])
/** Other specifications that stand beside federation's are defined by the bureaus that use them. */
const FEDERATIONS_OWN = /^https:\/\/specs\.apollo\.dev\/(?:federation|link)\//

/**
 * What the bureau wrote of an SDL that a library printed: some give the definitions of federation with it, which every
 * subgraph has and no bureau publishes.
 */
export function withoutMachinery(subgraph: SubgraphDocument): SubgraphDocument {
  const directives = listDirectives(subgraph.document)
  const isOwnDirective = (name: string) => !directives.has(name) && !name.startsWith('federation__')
  return {
    ...subgraph,
    document: visit(subgraph.document, {
      enter(node) {
        if (node.kind === Kind.DIRECTIVE_DEFINITION) return isOwnDirective(node.name.value) ? false : null
        if (node.kind === Kind.FIELD_DEFINITION) return ROOT_FIELDS.has(node.name.value) ? null : undefined
        if (node.kind === Kind.DIRECTIVE) return isLinkOfLinks(node) ? null : undefined
        return 'name' in node && node.kind.endsWith('TypeDefinition') && TYPES.test(node.name?.value ?? '')
          ? null
          : undefined
      },
    }),
    types: new Map(
      [...subgraph.types]
        .filter(([name]) => !TYPES.test(name))
        .map(([name, type]) => [name, withoutRootFields(type)]),
    ),
    directives: new Map([...subgraph.directives].filter(([name]) => isOwnDirective(name))),
  }
}

function withoutRootFields(type: TypeInSubgraph): TypeInSubgraph {
  return { ...type, fields: type.fields.filter(({ name }) => !ROOT_FIELDS.has(name.value)) }
}

/** `@link` itself, and what is imported from federation's own specifications. */
function listDirectives({ definitions }: DocumentNode): ReadonlySet<string> {
  const links = definitions
    .flatMap((node) => ('directives' in node ? (node.directives ?? []) : []))
    .filter((node) => node.name.value === 'link' && FEDERATIONS_OWN.test(urlOf(node)))
  return new Set(['link', ...links.flatMap(listImports)])
}

function listImports({ arguments: given = [] }: DirectiveNode): readonly string[] {
  return given.flatMap(({ name, value }) =>
    name.value === 'import' && value.kind === Kind.LIST
      ? value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value.replace(/^@/, '')] : []))
      : [],
  )
}

/** Says nothing that a subgraph of Federation 2 does not say by its other links. */
function isLinkOfLinks(node: DirectiveNode): boolean {
  return node.name.value === 'link' && urlOf(node).startsWith('https://specs.apollo.dev/link/')
}

function urlOf({ arguments: given = [] }: DirectiveNode): string {
  const url = given.find(({ name }) => name.value === 'url')?.value
  return url?.kind === Kind.STRING ? url.value : ''
}
