import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLInputType,
  type GraphQLScalarType,
} from 'graphql'
import { SCALARS } from '../../tables/about/jsonSchema.ts'

/**
 * JSON Schema (2020-12) of a value that a client gives. An input object within itself is described once: what is within
 * it stays open.
 */
export function describeInput(type: GraphQLInputType, above: readonly string[] = []): object {
  if (isNonNullType(type)) return describeInput(type.ofType, above)
  if (isListType(type)) return { type: 'array', items: describeInput(type.ofType, above) }
  if (isEnumType(type))
    return { ...descriptionOf(type), type: 'string', enum: type.getValues().map(({ name }) => name) }
  if (isScalarType(type)) return { ...describeScalar(type) }
  if (!isInputObjectType(type) || above.includes(type.name)) return { type: 'object' }
  const fields = Object.values(type.getFields())
  return {
    ...descriptionOf(type),
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        { ...describeInput(field.type, [...above, type.name]), ...descriptionOf(field) },
      ]),
    ),
    required: fields.filter(isRequiredInputField).map(({ name }) => name),
    additionalProperties: false,
  }
}

function describeScalar(type: GraphQLScalarType): object {
  return { ...SCALARS[type.name], ...(isSpecifiedScalarType(type) ? {} : descriptionOf(type)) }
}

function descriptionOf({ description }: { readonly description?: string | null | undefined }): object {
  return description ? { description } : {}
}
