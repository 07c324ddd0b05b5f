import type {
  ConstValueNode,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  ValueNode,
} from 'graphql'
import {
  isInputObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  valueFromAST,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { isKept, JsonText } from '../../kit/json/jsonText.ts'
import { quoteJson, writeJson } from '../../kit/json/writeJson.ts'

/** Has the custom scalars of a schema keep the text of literals of which a JavaScript number would be another. */
export function keepLiteralTexts(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue
    type.parseLiteral = (node, variables) =>
      isLiteralKept(node)
        ? valueFromASTUntyped(node, variables)
        : new JsonText(literalToJson(node, (name) => writeJson(variables?.[name])) ?? 'null')
  }
}

/**
 * Gives the fields of input objects their defaults anew, by the literals' texts. Such a schema cannot be introspected:
 * graphql-js has no way back from a text to a literal.
 */
export function keepDefaultTexts(schema: GraphQLSchema): void {
  for (const { defaultNode, field } of listDefaults(schema)) {
    field.defaultValue = valueFromAST(defaultNode, field.type)
  }
}

/** Whether the default of a field of an input object has a number that JavaScript would write otherwise. */
export function hasDefaultTexts(schema: GraphQLSchema): boolean {
  return listDefaults(schema).some(({ defaultNode }) => !isLiteralKept(defaultNode))
}

interface Defaulted {
  readonly defaultNode: ConstValueNode
  readonly field: { readonly type: GraphQLInputType; defaultValue: unknown }
}

function listDefaults(schema: GraphQLSchema): readonly Defaulted[] {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType)
  return inputs
    .flatMap((type) => Object.values(type.getFields()))
    .flatMap((field) => {
      const defaultNode = field.astNode?.defaultValue
      return defaultNode === undefined ? [] : [{ defaultNode, field }]
    })
}

/** Whether JavaScript would write all numbers in a literal, or in an operation, as they stand there. */
export function isLiteralKept(node: ValueNode | OperationDefinitionNode): boolean {
  let areKept = true
  const see = ({ value }: { readonly value: string }) => {
    areKept &&= isKept(value)
  }
  visit(node, { IntValue: see, FloatValue: see })
  return areKept
}

/** A literal as JSON text, with the numbers as they are written; undefined for a variable that is not given. */
export function literalToJson(
  node: ValueNode,
  textOf: (variable: string) => string | undefined,
): string | undefined {
  switch (node.kind) {
    case Kind.VARIABLE:
      return textOf(node.name.value)
    case Kind.INT:
    case Kind.FLOAT:
      return node.value
    case Kind.STRING:
    case Kind.ENUM:
      return quoteJson(node.value)
    case Kind.BOOLEAN:
      return String(node.value)
    case Kind.NULL:
      return 'null'
    case Kind.LIST:
      return `[${node.values.map((value) => literalToJson(value, textOf) ?? 'null').join(',')}]`
    case Kind.OBJECT:
      return `{${node.fields
        .flatMap(({ name, value }) => {
          const text = literalToJson(value, textOf)
          return text === undefined ? [] : [`${quoteJson(name.value)}:${text}`]
        })
        .join(',')}}`
  }
}
