import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import type { SchemaChange } from './schemaChanges.ts'

/**
 * The coordinates whose users a change can hit: by them it is weighed. Of a value or member that is added, the fields
 * that can answer it; of a required input, whoever uses what it belongs to.
 */
export function listAffected(change: SchemaChange, before: GraphQLSchema): ReadonlySet<string> {
  const { rule, coordinate } = change
  const [type = ''] = coordinate.split('.')
  if (rule.startsWith('field-argument-added') || rule.startsWith('field-argument-default'))
    return new Set([fieldOf(coordinate)])
  if (rule.startsWith('input-field-added') || rule.startsWith('input-field-default'))
    return new Set([...membersOf(type, before), ...takersOf(type, before)])
  if (rule === 'enum-value-added' || rule === 'union-member-added') return new Set(answerersOf(type, before))
  if (rule === 'union-member-removed') return new Set(membersOf(change.detail ?? '', before))
  if (coordinate.includes('.')) return new Set([coordinate, ...alikeOf(coordinate, before)])
  return new Set([type, ...membersOf(type, before), ...takersOf(type, before)])
}

function fieldOf(coordinate: string): string {
  return coordinate.split('(')[0] ?? coordinate
}

/** A field of an interface is asked through its objects, and theirs through it. */
function alikeOf(coordinate: string, schema: GraphQLSchema): readonly string[] {
  const [name = '', ...member] = coordinate.split('.')
  const type = schema.getType(name)
  return isInterfaceType(type)
    ? schema.getPossibleTypes(type).map((object) => [object.name, ...member].join('.'))
    : []
}

function membersOf(name: string, schema: GraphQLSchema): readonly string[] {
  const type = schema.getType(name)
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    return Object.keys(type.getFields()).map((field) => `${name}.${field}`)
  return type && 'getValues' in type ? type.getValues().map((value) => `${name}.${value.name}`) : []
}

/** The fields that answer a type. */
function answerersOf(name: string, schema: GraphQLSchema): readonly string[] {
  return eachField(schema).flatMap(({ coordinate, field }) =>
    getNamedType(field.type).name === name ? [coordinate] : [],
  )
}

/** The arguments that take a type. */
function takersOf(name: string, schema: GraphQLSchema): readonly string[] {
  return eachField(schema).flatMap(({ coordinate, field }) =>
    field.args.flatMap((argument) =>
      getNamedType(argument.type).name === name ? [`${coordinate}(${argument.name}:)`] : [],
    ),
  )
}

function eachField(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).flatMap((type: GraphQLNamedType) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field }))
      : [],
  )
}
