import { concatAST, Kind, parse, print, visit } from 'graphql'
import type { ConstDirectiveNode, DocumentNode } from 'graphql'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'

/** What bears `@tag(name: "internal")` is not in the public variant of a graph. */
const INTERNAL = 'internal'

/** The supergraph of which clients know nothing internal, or null when there is nothing to hide. */
export function hideInternal(supergraphSdl: string): string | null {
  const hidden = markInternal(parse(supergraphSdl, { noLocation: true }))
  if (hidden === null) return null
  return print(hidden)
}

/** The supergraph with its internal parts marked as federation itself marks what clients cannot see. */
function markInternal(supergraph: DocumentNode): DocumentNode | null {
  const tag = findDirectiveName(supergraph, 'https://specs.apollo.dev/tag', 'tag')
  const linked = findDirectiveName(supergraph, INACCESSIBLE, 'inaccessible')
  const inaccessible = directiveNamed(linked ?? 'inaccessible')
  let isFound = false
  const hide = <N extends Tagged>(node: N): N | undefined => {
    if (!node.directives?.some((one) => one.name.value === tag && stringArgument(one, 'name') === INTERNAL))
      return undefined
    isFound = true
    const others = node.directives.filter(({ name }) => name.value !== inaccessible.name.value)
    return { ...node, directives: [...others, inaccessible] }
  }
  const hidden = visit(supergraph, {
    ObjectTypeDefinition: hide,
    InterfaceTypeDefinition: hide,
    UnionTypeDefinition: hide,
    EnumTypeDefinition: hide,
    InputObjectTypeDefinition: hide,
    ScalarTypeDefinition: hide,
    FieldDefinition: hide,
    InputValueDefinition: hide,
    EnumValueDefinition: hide,
  })
  if (!isFound) return null
  return linked === null ? linkInaccessible(hidden) : hidden
}

interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

const INACCESSIBLE = 'https://specs.apollo.dev/inaccessible'

function directiveNamed(value: string): ConstDirectiveNode {
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value } }
}

function linkInaccessible(supergraph: DocumentNode): DocumentNode {
  return concatAST([
    supergraph,
    parse(
      `extend schema @link(url: "${INACCESSIBLE}/v0.2", for: SECURITY)
      directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`,
      { noLocation: true },
    ),
  ])
}
