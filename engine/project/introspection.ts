import type {
  DocumentNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql'
import { executeSync, Kind, visit } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'

/** Answers `__schema` and `__type` from the schema itself; the answer's fields are JSON text by response key. */
export type Introspect = (variables: Variables) => ReadonlyMap<string, string>

export function compileIntrospection(schema: GraphQLSchema, definition: OperationDefinitionNode): Introspect {
  const selections = definition.selectionSet.selections.flatMap(keepIntrospection)
  const variableDefinitions = keepUsed(definition.variableDefinitions ?? [], selections)
  const rest: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: definition.operation,
    variableDefinitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [rest] }
  const answer = (variables: Variables) => introspect(schema, document, variables)
  if (variableDefinitions.length > 0) return answer
  let known: ReadonlyMap<string, string> | undefined
  return (variables) => (known ??= answer(variables))
}

function keepIntrospection(selection: SelectionNode): readonly SelectionNode[] {
  if (selection.kind === Kind.FIELD) return isIntrospection(selection.name.value) ? [selection] : []
  if (selection.kind === Kind.FRAGMENT_SPREAD) return []
  const selections = selection.selectionSet.selections.flatMap(keepIntrospection)
  return selections.length === 0
    ? []
    : [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
}

function isIntrospection(name: string): boolean {
  return name === '__schema' || name === '__type'
}

function keepUsed(definitions: readonly VariableDefinitionNode[], selections: readonly SelectionNode[]) {
  const used = new Set<string>()
  visit({ kind: Kind.SELECTION_SET, selections }, { Variable: ({ name }) => void used.add(name.value) })
  return definitions.filter(({ variable }) => used.has(variable.name.value))
}

function introspect(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Variables,
): ReadonlyMap<string, string> {
  const { data } = executeSync({ schema, document, variableValues })
  return new Map(Object.entries(data ?? {}).map(([key, value]) => [key, JSON.stringify(value)]))
}
