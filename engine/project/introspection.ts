import type {
  DocumentNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql'
import { executeSync, Kind, print, visit } from 'graphql'
import { LRUCache } from 'lru-cache'
import { isIntrospection } from '../operation/isIntrospection.ts'
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
  const answers = answersOf(schema)
  const text = print(document)
  const names = variableDefinitions.map(({ variable }) => variable.name.value)
  return (variables) => {
    const key = text + JSON.stringify(names.map((name) => variables[name]))
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = introspect(schema, document, variables)
    answers.set(key, answer)
    return answer
  }
}

/** Characters of the answers about one schema that are remembered, whatever operations ask for them. */
const REMEMBERED_CHARACTERS = 4_000_000

type Answers = LRUCache<string, ReadonlyMap<string, string>>

const remembered = new WeakMap<GraphQLSchema, Answers>()

function answersOf(schema: GraphQLSchema): Answers {
  const known = remembered.get(schema)
  if (known !== undefined) return known
  const answers: Answers = new LRUCache({ maxSize: REMEMBERED_CHARACTERS, sizeCalculation: weigh })
  remembered.set(schema, answers)
  return answers
}

function weigh(answer: ReadonlyMap<string, string>, key: string): number {
  let characters = key.length + 1
  for (const [name, text] of answer) characters += name.length + text.length
  return characters
}

function keepIntrospection(selection: SelectionNode): readonly SelectionNode[] {
  if (selection.kind === Kind.FIELD) return isIntrospection(selection) ? [selection] : []
  if (selection.kind === Kind.FRAGMENT_SPREAD) return []
  const selections = selection.selectionSet.selections.flatMap(keepIntrospection)
  return selections.length === 0
    ? []
    : [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
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
