import { concatAST, Kind, parse } from 'graphql'
import type { ConstDirectiveNode, DefinitionNode, DocumentNode } from 'graphql'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { findOutside, type Tagged } from './findOutside.ts'
import type { TagFilter } from './variants.ts'

/** The supergraph of which clients know nothing outside the variant, or null where they know all of it. */
export function hideOutside(supergraph: DocumentNode, filter: TagFilter): DocumentNode | null {
  const outside = listOutside(supergraph, filter)
  if (outside.size === 0) return null
  const linked = findDirectiveName(supergraph, INACCESSIBLE, 'inaccessible')
  const hidden = markOutside(supergraph, outside, linked ?? 'inaccessible')
  return linked === null ? linkInaccessible(hidden) : hidden
}

/** The coordinates of what clients see of the supergraph and is not in the variant. */
export function listOutside(supergraph: DocumentNode, filter: TagFilter): ReadonlySet<string> {
  const inaccessible = findDirectiveName(supergraph, INACCESSIBLE, 'inaccessible') ?? 'inaccessible'
  return findOutside(supergraph, filter, { inaccessible, isTagged: createTagTest(supergraph) })
}

const INACCESSIBLE = 'https://specs.apollo.dev/inaccessible'

function createTagTest(supergraph: DocumentNode): (node: Tagged, tags: readonly string[]) => boolean {
  const tag = findDirectiveName(supergraph, 'https://specs.apollo.dev/tag', 'tag')
  return ({ directives = [] }, tags) =>
    directives.some((one) => one.name.value === tag && tags.includes(stringArgument(one, 'name') ?? ''))
}

/** Marks what is outside as federation itself marks what clients cannot see. */
function markOutside(
  supergraph: DocumentNode,
  outside: ReadonlySet<string>,
  inaccessible: string,
): DocumentNode {
  const directive: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: inaccessible },
  }
  const mark = <N extends Tagged>(node: N, coordinate: string): N => {
    if (!outside.has(coordinate)) return node
    const others = (node.directives ?? []).filter(({ name }) => name.value !== inaccessible)
    return { ...node, directives: [...others, directive] }
  }
  return { ...supergraph, definitions: supergraph.definitions.map((one) => markDefinition(one, mark)) }
}

function markDefinition(
  definition: DefinitionNode,
  mark: <N extends Tagged>(node: N, coordinate: string) => N,
): DefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const type = definition.name.value
      const fields = definition.fields?.map((field) => {
        const coordinate = `${type}.${field.name.value}`
        const given = field.arguments?.map((one) => mark(one, `${coordinate}(${one.name.value}:)`))
        return mark({ ...field, ...(given && { arguments: given }) }, coordinate)
      })
      return mark({ ...definition, ...(fields && { fields }) }, type)
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const type = definition.name.value
      const fields = definition.fields?.map((field) => mark(field, `${type}.${field.name.value}`))
      return mark({ ...definition, ...(fields && { fields }) }, type)
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const type = definition.name.value
      const values = definition.values?.map((value) => mark(value, `${type}.${value.name.value}`))
      return mark({ ...definition, ...(values && { values }) }, type)
    }
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      return mark(definition, definition.name.value)
    default:
      return definition
  }
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
