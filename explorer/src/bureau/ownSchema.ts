import {
  getNamedType,
  isEnumType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql'
import type { GraphMapData } from '../start/graphMapData.ts'

/** A bureau's part of the graph. */
export interface OwnSchema {
  /** Types that are its own, with its fields of them. */
  readonly owned: readonly TypeFields[]
  /** Types of others on which it has fields. */
  readonly contributed: readonly TypeFields[]
  readonly deprecated: readonly Deprecation[]
}

export interface TypeFields {
  readonly name: string
  readonly description: string
  readonly fields: readonly { readonly coordinate: string; readonly name: string; readonly type: string }[]
}

export interface Deprecation {
  readonly coordinate: string
  readonly reason: string
  /** The last day, as the reason states it; null where it states none. */
  readonly day: string | null
}

export function findOwnSchema(schema: GraphQLSchema, map: GraphMapData, subgraph: string): OwnSchema {
  const own = map.bureaus.find(({ name }) => name === subgraph)
  const types = own ? [...own.entities, ...own.others] : []
  const others = new Set(
    map.bureaus.flatMap(({ name, contributes }) => (name === subgraph ? [] : contributes)),
  )
  const contributes = new Set(own?.contributes)
  const owned = listFields(schema, types, (coordinate) => !others.has(coordinate))
  const contributed = listFields(schema, [...new Set([...contributes].map(typeOf))], (coordinate) =>
    contributes.has(coordinate),
  )
  return {
    owned,
    contributed,
    deprecated: [...owned, ...contributed].flatMap(({ name, fields }) =>
      fields.flatMap((field) => listDeprecated(schema, name, field.name)),
    ),
  }
}

function listFields(
  schema: GraphQLSchema,
  types: readonly string[],
  isOwn: (coordinate: string) => boolean,
): readonly TypeFields[] {
  return types.flatMap((name) => {
    const fields = Object.values(fieldsOf(schema, name)).flatMap((field) => {
      const coordinate = `${name}.${field.name}`
      return isOwn(coordinate) ? [{ coordinate, name: field.name, type: String(field.type) }] : []
    })
    return fields.length === 0 ? [] : [{ name, description: schema.getType(name)?.description ?? '', fields }]
  })
}

function fieldsOf(
  schema: GraphQLSchema,
  type: string,
): Readonly<Record<string, GraphQLField<unknown, unknown>>> {
  const found = schema.getType(type)
  const hasFields = isObjectType(found) || isInterfaceType(found)
  return hasFields && !isIntrospectionType(found) ? found.getFields() : {}
}

/** The field itself, its arguments, and the values of the enum that it returns. */
function listDeprecated(schema: GraphQLSchema, type: string, name: string): readonly Deprecation[] {
  const field = fieldsOf(schema, type)[name]
  if (!field) return []
  const coordinate = `${type}.${name}`
  const returned = getNamedType(field.type)
  const values = isEnumType(returned) ? returned.getValues() : []
  return [
    { coordinate, deprecationReason: field.deprecationReason },
    ...field.args.map((one) => ({
      coordinate: `${coordinate}(${one.name}:)`,
      deprecationReason: one.deprecationReason,
    })),
    ...values.map((one) => ({
      coordinate: `${returned.name}.${one.name}`,
      deprecationReason: one.deprecationReason,
    })),
  ].flatMap((one) =>
    one.deprecationReason == null
      ? []
      : [{ coordinate: one.coordinate, reason: one.deprecationReason, day: findDay(one.deprecationReason) }],
  )
}

/** The first day in a reason; null for none, and for one that is in no calendar, such as 2026-02-30. */
export function findDay(reason: string): string | null {
  const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(reason)?.[0]
  const date = new Date(`${day}T00:00:00Z`)
  return day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null
}

function typeOf(coordinate: string): string {
  return coordinate.split('.')[0] ?? ''
}
