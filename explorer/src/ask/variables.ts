import { computed } from '@preact/signals'
import {
  coerceInputValue,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  getNullableType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import { knownSchema } from '../graph/schema.ts'
import { active } from './desk.ts'
import { operationOf } from './operations.ts'

/** A variable of the operation, or a field of an input object. */
export interface Input {
  readonly name: string
  readonly type: GraphQLInputType
  readonly isRequired: boolean
  readonly description: string
}

/** What the operation that is asked takes; empty while the text is no GraphQL. */
export const inputs = computed<readonly Input[]>(() => {
  const { query, operation } = active.value
  return knownSchema.value ? listInputs(knownSchema.value, query.value, operation.value) : []
})

export function listInputs(schema: GraphQLSchema, text: string, operation: string | null): readonly Input[] {
  const definitions = operationOf(text, operation)?.variableDefinitions ?? []
  return definitions.flatMap(({ variable, type: written, defaultValue }) => {
    const type = typeFromAST(schema, written)
    if (!type || !isInputType(type)) return []
    const isRequired = isNonNullType(type) && defaultValue === undefined
    const named = schema.getType(String(getNullableType(type)))
    return [{ name: variable.name.value, type, isRequired, description: named?.description ?? '' }]
  })
}

/** What can stand in an input object; null where the type is none. */
export function inputsOf(type: GraphQLInputType): readonly Input[] | null {
  const plain = getNullableType(type)
  if (!isInputObjectType(plain)) return null
  return Object.values(plain.getFields()).map((field) => ({
    name: field.name,
    type: field.type,
    isRequired: isNonNullType(field.type) && field.defaultValue === undefined,
    description: field.description ?? '',
  }))
}

/** Something that does not fit, and where: `["filter", "kinds", 0]`; an empty path is the whole. */
export interface Misfit {
  readonly path: readonly (string | number)[]
  readonly kind: 'missing' | 'unknown' | 'wrong'
  /** The name that is missing or unknown; else what is wrong. */
  readonly text: string
}

export function findMisfits(
  given: Readonly<Record<string, unknown>>,
  wanted: readonly Input[],
): readonly Misfit[] {
  const unknown = Object.keys(given).filter((name) => wanted.every((input) => input.name !== name))
  return [
    ...unknown.map((name): Misfit => ({ path: [name], kind: 'unknown', text: name })),
    ...wanted.flatMap((input) => misfitsOf(input, given)),
  ]
}

function misfitsOf(
  { name, type, isRequired }: Input,
  given: Readonly<Record<string, unknown>>,
): readonly Misfit[] {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  if (value === undefined) return isRequired ? [{ path: [], kind: 'missing', text: name }] : []
  const found: Misfit[] = []
  coerceInputValue(value, type, (path, _value, { message }) => {
    found.push({ path: [name, ...path], kind: 'wrong', text: message })
  })
  return found
}

/** The type at the end of a path of keys, among inputs; null where there is none. */
export function typeAt(
  wanted: readonly Input[],
  [key, ...rest]: readonly (string | number)[],
): GraphQLInputType | null {
  const type = wanted.find(({ name }) => name === key)?.type
  return type ? typeWithin(type, rest) : null
}

function typeWithin(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType | null {
  const [key, ...rest] = path
  if (key === undefined) return type
  const plain = getNullableType(type)
  if (typeof key === 'number') return isListType(plain) ? typeWithin(plain.ofType, rest) : null
  return typeAt(inputsOf(plain) ?? [], path)
}
