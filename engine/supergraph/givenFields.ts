import type { ConstDirectiveNode, DefinitionNode, DocumentNode, FieldDefinitionNode, TypeNode } from 'graphql'
import { Kind, parseType } from 'graphql'
import { readArgument } from './fieldSets.ts'
import { directivesNamed, readGraphNames } from './graphNames.ts'

/** What single subgraphs give of their objects without being sent anything. */
export interface GivenFields {
  /** A field's type as the subgraph states it; undefined where another subgraph, a label or an input has to do with it. */
  readonly typeOf: (subgraph: string, type: string, field: string) => TypeNode | undefined
  /** The object types that the subgraph knows of an interface or union. */
  readonly membersOf: (subgraph: string, type: string) => readonly string[]
}

export function readGivenFields(document: DocumentNode): GivenFields {
  const graphs = new Map([...readGraphNames(document)].map(([value, name]) => [name, value]))
  const types = new Map(
    document.definitions.flatMap((type) => (isNamed(type) ? [[type.name.value, type]] : [])),
  )
  return {
    typeOf(subgraph, typeName, fieldName) {
      const type = types.get(typeName)
      const graph = graphs.get(subgraph)
      if (type === undefined || type.kind === Kind.UNION_TYPE_DEFINITION) return undefined
      const field = type.fields?.find(({ name }) => name.value === fieldName)
      return field && isOf(type, 'join__type', graph) ? statedType(field, graph) : undefined
    },
    membersOf(subgraph, typeName) {
      const type = types.get(typeName)
      const graph = graphs.get(subgraph)
      if (type?.kind === Kind.UNION_TYPE_DEFINITION)
        return directivesNamed(type.directives, 'join__unionMember')
          .filter((member) => readArgument(member, 'graph') === graph)
          .map((member) => String(readArgument(member, 'member')))
      return [...types.values()]
        .filter(
          ({ kind, directives }) =>
            kind === Kind.OBJECT_TYPE_DEFINITION &&
            directivesNamed(directives, 'join__implements').some(
              (one) => readArgument(one, 'graph') === graph && readArgument(one, 'interface') === typeName,
            ),
        )
        .map(({ name }) => name.value)
    },
  }
}

type NamedType = Extract<
  DefinitionNode,
  { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION | Kind.UNION_TYPE_DEFINITION }
>

function isNamed(definition: DefinitionNode): definition is NamedType {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.UNION_TYPE_DEFINITION
  )
}

function isOf({ directives }: NamedType, name: string, graph: string | undefined): boolean {
  return directivesNamed(directives, name).some((one) => readArgument(one, 'graph') === graph)
}

/** Without a `@join__field` a field is of every subgraph that knows its type. */
function statedType(field: FieldDefinitionNode, graph: string | undefined): TypeNode | undefined {
  const joins = directivesNamed(field.directives, 'join__field')
  if (joins.length === 0) return field.type
  const join = joins.find((one) => readArgument(one, 'graph') === graph)
  if (join === undefined || DEPENDS.some((name) => hasArgument(join, name))) return undefined
  const stated = readArgument(join, 'type')
  return typeof stated === 'string' ? parseType(stated, { noLocation: true }) : field.type
}

/** By these a subgraph's field is another's, or needs more than the object. */
const DEPENDS = ['external', 'usedOverridden', 'overrideLabel', 'requires', 'contextArguments']

function hasArgument({ arguments: given = [] }: ConstDirectiveNode, name: string): boolean {
  return given.some(
    ({ name: own, value }) => own.value === name && !(value.kind === Kind.BOOLEAN && !value.value),
  )
}
