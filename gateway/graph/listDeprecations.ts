import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { lastDayOf } from '../../schema/lastDay.ts'

/** What is deprecated in a schema: by coordinate its reason, and the day on which it goes where the reason says it. */
export interface Deprecation {
  readonly coordinate: string
  readonly reason: string
  readonly lastDay: string | null
}

export function listDeprecations(schema: GraphQLSchema): readonly Deprecation[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type))
      return type.getValues().flatMap((value) => read(`${type.name}.${value.name}`, value))
    if (isInputObjectType(type))
      return Object.values(type.getFields()).flatMap((field) => read(`${type.name}.${field.name}`, field))
    if (!isObjectType(type) && !isInterfaceType(type)) return []
    return Object.values(type.getFields()).flatMap((field) => [
      ...read(`${type.name}.${field.name}`, field),
      ...field.args.flatMap((argument) => read(`${type.name}.${field.name}(${argument.name}:)`, argument)),
    ])
  })
}

function read(
  coordinate: string,
  { deprecationReason }: { readonly deprecationReason?: string | null | undefined },
): readonly Deprecation[] {
  if (deprecationReason == null) return []
  return [{ coordinate, reason: deprecationReason, lastDay: lastDayOf(deprecationReason) }]
}
