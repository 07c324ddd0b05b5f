import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql'
import type { Graph } from '../../graph/graph.ts'

export type Composite = GraphQLObjectType | GraphQLInterfaceType
type Field = GraphQLField<unknown, unknown>

/** What a feature tells of a thing. */
export interface FeatureSelection {
  /** GraphQL between braces. */
  readonly text: string
  readonly coordinates: readonly string[]
}

/** Where a thing stands, if it has such a field: an object with latitude and longitude. */
export function isPlaced(type: Composite): boolean {
  const place = type.getFields().place
  if (place === undefined || isList(place)) return false
  const of = getNamedType(place.type)
  if (!isComposite(of)) return false
  return ['lat', 'lng'].every((name) => of.getFields()[name] !== undefined)
}

/**
 * All that everybody may know of a thing without another question: plain values, those of the objects within it, and
 * the ids of the things that it leads to.
 */
export function selectFeature(graph: Graph, type: Composite): FeatureSelection {
  const own = openFields(graph, type).filter(({ name }) => name !== 'place')
  const selected = own.flatMap((field) => {
    const text = selectValue(graph, field, 2)
    return text === null ? [] : [{ text, coordinate: `${type.name}.${field.name}` }]
  })
  return {
    text: [...selected.map(({ text }) => text), 'place { lat lng }'].join(' '),
    coordinates: [...selected.map(({ coordinate }) => coordinate), `${type.name}.place`],
  }
}

/** A field as it is asked for; null for what a feature does not tell. */
function selectValue(graph: Graph, field: Field, depth: number): string | null {
  const named = getNamedType(field.type)
  if (isLeafType(named)) return field.name
  if (!isComposite(named) || isList(field) || depth === 0) return null
  if (named.getFields().id !== undefined)
    return isOpen(graph, `${named.name}.id`) ? `${field.name} { id }` : null
  const inner = openFields(graph, named).flatMap((one) => selectValue(graph, one, depth - 1) ?? [])
  return inner.length === 0 ? null : `${field.name} { ${inner.join(' ')} }`
}

function openFields(graph: Graph, type: Composite): readonly Field[] {
  return Object.values(type.getFields()).filter((field) => isOpenField(graph, type, field))
}

export function isOpenField(graph: Graph, type: Composite, field: Field): boolean {
  const types = isInterfaceType(type) ? [type, ...graph.apiSchema.getPossibleTypes(type)] : [type]
  return (
    field.deprecationReason === undefined &&
    !field.args.some(isRequiredArgument) &&
    types.every(({ name }) => isOpen(graph, `${name}.${field.name}`)) &&
    isOpen(graph, getNamedType(field.type).name)
  )
}

/** Whether no rule protects a field or type, nor counts how often it is had. */
function isOpen({ rules }: Graph, coordinate: string): boolean {
  return (
    !rules.byCoordinate.has(coordinate) && !rules.ownerships.has(coordinate) && !rules.quotas.has(coordinate)
  )
}

export function isList({ type }: Pick<Field, 'type'>): boolean {
  return isListType(getNullableType(type))
}

export function isComposite(type: unknown): type is Composite {
  return isObjectType(type) || isInterfaceType(type)
}
