import {
  getNamedType,
  isInputObjectType,
  Kind,
  typeFromAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql'
import { GatewayError } from '../errors.ts'

/**
 * A URL's parameters as the operation's variables, by their declared types: `?first=50&at=2026-11-22T14:20:00%2B08:00`.
 * A list is a repeated parameter, an input object JSON. Throws GatewayError BAD_USER_INPUT for a name that is no variable.
 */
export function readVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  parameters: URLSearchParams,
): Readonly<Record<string, unknown>> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value)
  for (const name of parameters.keys()) if (!names.includes(name)) throw unknownParameter(name, names)
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, type }) => {
      const texts = parameters.getAll(variable.name.value)
      return texts.length === 0
        ? []
        : [[variable.name.value, readVariable(schema, variable.name.value, type, texts)]]
    }),
  )
}

function unknownParameter(name: string, names: readonly string[]): GatewayError {
  const expected = names.length === 0 ? 'none' : names.join(', ')
  return new GatewayError('BAD_USER_INPUT', `Parameters: expected ${expected}; got ${JSON.stringify(name)}.`)
}

function readVariable(
  schema: GraphQLSchema,
  name: string,
  node: TypeNode,
  texts: readonly string[],
): unknown {
  if (node.kind === Kind.NON_NULL_TYPE) return readVariable(schema, name, node.type, texts)
  if (node.kind === Kind.LIST_TYPE) return texts.map((text) => readVariable(schema, name, node.type, [text]))
  const text = texts.at(-1) ?? ''
  const type = typeFromAST(schema, node)
  return NOT_TEXT.has(node.name.value) || isInputObjectType(type && getNamedType(type))
    ? readJson(name, node.name.value, text)
    : TEXT.has(node.name.value)
      ? text
      : text.replace(BLANK_FOR_PLUS, '$1+$2')
}

/** In a query a plus that is not escaped is a blank: `2026-11-22T14:20:00+08:00` arrives as `…:00 08:00`. */
const BLANK_FOR_PLUS = /^(\d{4}-\d\d-\d\dT[\d:.]+) (\d\d:?\d\d)$/

const TEXT: ReadonlySet<string> = new Set(['String', 'ID'])
const NOT_TEXT: ReadonlySet<string> = new Set(['Int', 'Float', 'Boolean'])

function readJson(name: string, expected: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GatewayError(
      'BAD_USER_INPUT',
      `${name}: expected ${expected}; got ${JSON.stringify(text)}.`,
      {},
      cause,
    )
  }
}
