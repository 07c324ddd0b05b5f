import {
  print,
  typeFromAST,
  isInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql'
import { describeInput } from '../faces/openapi/inputSchema.ts'
import type { SavedQuery } from '../tables/savedQueries.ts'
import { defineGraphTool, type AgentTool, type JsonObject } from './agentTool.ts'
import { askAsTool, CURSOR } from './askAsTool.ts'

/** A tool's name has no hyphen in some agents' languages. */
export function toolNameOf({ name }: SavedQuery): string {
  return name.replaceAll('-', '_')
}

/** A query that the operator wrote as a tool, whose arguments are its variables. */
export function toolOfQuery(query: SavedQuery, schema: GraphQLSchema): AgentTool {
  const variables = query.operation.variableDefinitions ?? []
  const properties = Object.fromEntries(
    variables.map((variable) => [variable.variable.name.value, describeVariable(variable, schema)]),
  )
  const required = variables
    .filter(({ type, defaultValue }) => type.kind === 'NonNullType' && defaultValue === undefined)
    .map(({ variable }) => variable.name.value)
  return {
    definition: defineGraphTool(toolNameOf(query), shorten(query.description), properties, required),
    call: ({ cursor, ...given }, { ask }) => askAsTool(ask, query.text, given, cursor),
  }
}

/** The cursor is taken by all and told once, among the instructions. */
export const HIDDEN_ARGUMENTS: ReadonlySet<string> = new Set(Object.keys(CURSOR))

function describeVariable({ type, defaultValue }: VariableDefinitionNode, schema: GraphQLSchema): JsonObject {
  const input = typeFromAST(schema, type)
  if (!isInputType(input)) return { description: print(type) }
  const preset = defaultValue === undefined ? undefined : valueFromAST(defaultValue, input)
  if (preset === undefined) return withoutWords(describeInput(input), ['description', 'examples'])
  // A default shows the format too.
  return withoutWords({ ...describeInput(input), default: preset }, ['description', 'examples', 'format'])
}

/** All definitions are read each time an agent begins; what a type means `get_type` tells. */
function withoutWords(schema: object, left: readonly string[]): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    left.includes(key) ? undefined : value,
  )
  return plain
}

const MOST_CHARACTERS = 100

/** The first sentence, and of a long one what stands before its last comma. What is in brackets is for readers of the file. */
function shorten(text: string): string {
  const plain = text.replaceAll(/\s*\([^)]*\)/g, '')
  const sentence = /^.+?[.?!](?=\s|$)/.exec(plain)?.[0] ?? plain
  if (sentence.length <= MOST_CHARACTERS) return sentence
  return /^.{20,100}(?=[,;:])/.exec(sentence)?.[0] ?? sentence
}
