import type {
  GraphQLError,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql'
import {
  getNamedType,
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
} from 'graphql'
import { holdsKept, keepTexts, type KeptField, type KeptFields } from '../../kit/json/keepTexts.ts'
import { isRecord } from '../../kit/isRecord.ts'

export type Variables = Readonly<Record<string, unknown>>

/** Variables as their declared types have them, or what is wrong with them. */
export type ReadVariables = { readonly values: Variables } | { readonly errors: readonly GraphQLError[] }

/** `text` gives the variables' own JSON, where there is one; it is asked for only where a custom scalar needs it. */
export type ReadVariablesOf = (given: Variables, text: () => string | undefined) => ReadVariables

const MAX_ERRORS = 5

/** Compiles how an operation's variables are read: what custom scalars hold keeps the text that the client wrote. */
export function compileVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ReadVariablesOf {
  const kept = findKept(schema, variableDefinitions)
  return (given, text) => {
    const { coerced, errors } = getVariableValues(
      schema,
      variableDefinitions,
      holdsKept(kept, given) ? keepAll(kept, given, text()) : given,
      { maxErrors: MAX_ERRORS },
    )
    return errors === undefined ? { values: coerced } : { errors }
  }
}

/** What is given may be remembered, and is not changed. */
function keepAll(kept: KeptFields, given: Variables, text: string | undefined): Variables {
  if (text === undefined) return given
  const values: unknown = JSON.parse(text)
  if (!isRecord(values)) return given
  keepTexts(kept, values, text)
  return values
}

function findKept(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): KeptFields {
  const known = new Map<string, KeptFields>()
  return new Map(
    definitions.flatMap(({ variable, type: node }) => {
      const type = typeFromAST(schema, node)
      const field = isInputType(type) ? keptField(type, known) : undefined
      return field === undefined ? [] : [[variable.name.value, field] as const]
    }),
  )
}

/** Undefined for a type that no custom scalar is in. */
function keptField(type: GraphQLInputType, known: Map<string, KeptFields>): KeptField | undefined {
  if (!holdsScalar(type, new Set())) return undefined
  const named = getNamedType(type)
  return { lists: countLists(type), below: isInputObjectType(named) ? keptFields(named, known) : undefined }
}

type InputObject = Extract<GraphQLInputType, { getFields: unknown }>

/** An input object may have fields of its own type. */
function keptFields(type: InputObject, known: Map<string, KeptFields>): KeptFields {
  const before = known.get(type.name)
  if (before !== undefined) return before
  const fields = new Map<string, KeptField>()
  known.set(type.name, fields)
  for (const { name, type: fieldType } of Object.values(type.getFields())) {
    const field = keptField(fieldType, known)
    if (field !== undefined) fields.set(name, field)
  }
  return fields
}

function holdsScalar(type: GraphQLInputType, met: Set<string>): boolean {
  const named = getNamedType(type)
  if (isScalarType(named)) return !isSpecifiedScalarType(named)
  if (!isInputObjectType(named) || met.has(named.name)) return false
  met.add(named.name)
  return Object.values(named.getFields()).some((field) => holdsScalar(field.type, met))
}

function countLists(type: GraphQLInputType): number {
  const inner = getNullableType(type)
  return isListType(inner) ? 1 + countLists(inner.ofType) : 0
}
