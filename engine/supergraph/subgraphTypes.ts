import type { DefinitionNode, DocumentNode, FieldDefinitionNode } from 'graphql'
import { Kind, parseType } from 'graphql'
import { namedTypeOf } from '../../kit/graphql/namedType.ts'
import type { OperationType } from '../operation/operation.ts'
import { directivesNamed, readGraphNames } from './graphNames.ts'
import { readArgument } from './fieldSets.ts'

/** The types of fields as single subgraphs state them, which may be narrower than the supergraph's. */
export interface SubgraphTypes {
  /** The named type of a field in one subgraph; undefined where it is a leaf or not known. */
  readonly fieldType: (subgraph: string, type: string, field: string) => string | undefined
  /** The type itself where the subgraph knows objects of no other: an object type, or an `@interfaceObject`. */
  readonly onlyType: (subgraph: string, type: string) => string | undefined
  /** Whether a field holds values of a scalar of the graph's own, which two subgraphs may write differently. */
  readonly isCustomScalar: (subgraph: string, type: string, field: string) => boolean
  readonly rootType: (operation: OperationType) => string
}

export function readSubgraphTypes(document: DocumentNode): SubgraphTypes {
  const graphs = new Map([...readGraphNames(document)].map(([value, name]) => [name, value]))
  const types = new Map(document.definitions.filter(isComposite).map((type) => [type.name.value, type]))
  const scalars = new Set(
    document.definitions.flatMap((one) => (one.kind === Kind.SCALAR_TYPE_DEFINITION ? [one.name.value] : [])),
  )
  const roots = readRoots(document)
  const namedType = (subgraph: string, typeName: string, fieldName: string): string | undefined => {
    const field = fieldsOf(types.get(typeName)).find(({ name }) => name.value === fieldName)
    return field && namedTypeIn(field, graphs.get(subgraph))
  }
  return {
    fieldType(subgraph, type, field) {
      const named = namedType(subgraph, type, field)
      return named !== undefined && types.has(named) ? named : undefined
    },
    onlyType(subgraph, typeName) {
      const type = types.get(typeName)
      if (type?.kind === Kind.OBJECT_TYPE_DEFINITION) return typeName
      return type !== undefined && isInterfaceObject(type, graphs.get(subgraph)) ? typeName : undefined
    },
    isCustomScalar: (subgraph, type, field) => scalars.has(namedType(subgraph, type, field) ?? ''),
    rootType: (operation) => roots.get(operation) ?? ROOT_TYPES[operation],
  }
}

const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

/** Composite type -> the object types that a value of it can have. */
export function listPossibleTypes({ definitions }: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const possible = new Map<string, Set<string>>()
  for (const type of definitions) if (isComposite(type)) possible.set(type.name.value, new Set())
  for (const type of definitions) {
    if (type.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const name of [type.name.value, ...(type.interfaces ?? []).map((one) => one.name.value)])
        possible.get(name)?.add(type.name.value)
    }
    if (type.kind === Kind.UNION_TYPE_DEFINITION)
      for (const member of type.types ?? []) possible.get(type.name.value)?.add(member.name.value)
  }
  return possible
}

type Composite = Extract<
  DefinitionNode,
  { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION | Kind.UNION_TYPE_DEFINITION }
>

function isComposite(definition: DefinitionNode): definition is Composite {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.UNION_TYPE_DEFINITION
  )
}

function fieldsOf(type: Composite | undefined): readonly FieldDefinitionNode[] {
  return type === undefined || type.kind === Kind.UNION_TYPE_DEFINITION ? [] : (type.fields ?? [])
}

/** `@join__field(graph: A, type: "B!")` states what one subgraph says where they do not all say the same. */
function namedTypeIn({ type, directives }: FieldDefinitionNode, graph: string | undefined): string {
  const own = directivesNamed(directives, 'join__field').find(
    (directive) => readArgument(directive, 'graph') === graph,
  )
  const stated = own && readArgument(own, 'type')
  return namedTypeOf(typeof stated === 'string' ? parseType(stated, { noLocation: true }) : type)
}

function isInterfaceObject({ directives }: Composite, graph: string | undefined): boolean {
  return directivesNamed(directives, 'join__type').some(
    (directive) =>
      readArgument(directive, 'graph') === graph && readArgument(directive, 'isInterfaceObject') === true,
  )
}

function readRoots({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION)
  return new Map(schema?.operationTypes.map(({ operation, type }) => [operation, type.name.value]))
}
