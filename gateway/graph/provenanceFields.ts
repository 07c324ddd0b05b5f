import {
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql'
import type { AnnotationFields } from '../../engine/index.ts'
import type { GraphRules } from '../access/graphRules.ts'

/**
 * What the objects of a graph tell of where they come from, as far as its schema has it and anybody may see it: their
 * `provenance`, and when they were observed. A field with a rule of its own is never asked for by the gateway.
 */
export function readProvenanceFields(rules: GraphRules): AnnotationFields {
  const known = new Map<string, readonly FieldNode[]>()
  const isOpen = (coordinate: string) =>
    !rules.byCoordinate.has(coordinate) && !rules.ownerships.has(coordinate) && !rules.quotas.has(coordinate)
  return (type) => {
    const fields = known.get(type.name) ?? listFields(type, isOpen)
    known.set(type.name, fields)
    return fields
  }
}

type IsOpen = (coordinate: string) => boolean

function listFields(type: GraphQLObjectType, isOpen: IsOpen): readonly FieldNode[] {
  const { provenance } = pickOpen(type, ['provenance'], isOpen)
  const told = provenance === undefined ? [] : selectProvenance(provenance, isOpen)
  const observed = selectLeaves(type, ['observedAt'], isOpen)
  // Whether what was observed is out of date, and not something else.
  return [...told, ...observed, ...(observed.length > 0 ? selectLeaves(type, ['stale'], isOpen) : [])]
}

function selectProvenance(field: GraphQLField<unknown, unknown>, isOpen: IsOpen): readonly FieldNode[] {
  const type = getNamedType(field.type)
  if (!isObjectType(type) || type.getFields().sample === undefined || !isOpen(type.name)) return []
  const { dataset } = pickOpen(type, ['dataset'], isOpen)
  const of = dataset && getNamedType(dataset.type)
  const id = isObjectType(of) && isOpen(of.name) ? selectLeaves(of, ['id'], isOpen) : []
  const selections = [
    ...selectLeaves(type, ['retrievedAt', 'sourceUpdatedAt', 'stale', 'sample'], isOpen),
    ...(id.length > 0 ? [withFields('dataset', id)] : []),
  ]
  return selections.length === 0 ? [] : [withFields('provenance', selections)]
}

function selectLeaves(
  type: GraphQLObjectType,
  names: readonly string[],
  isOpen: IsOpen,
): readonly FieldNode[] {
  return Object.entries(pickOpen(type, names, isOpen))
    .filter(([, field]) => isLeafType(getNamedType(field.type)))
    .map(([name]) => nameField(name))
}

/** Those that there are, that take no arguments, and that have no rule. */
function pickOpen(
  type: GraphQLObjectType,
  names: readonly string[],
  isOpen: IsOpen,
): Readonly<Record<string, GraphQLField<unknown, unknown>>> {
  const fields = type.getFields()
  return Object.fromEntries(
    names.flatMap((name) => {
      const field = fields[name]
      return field?.args.length === 0 && isOpen(`${type.name}.${name}`) ? [[name, field]] : []
    }),
  )
}

function nameField(value: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value } }
}

function withFields(name: string, selections: readonly FieldNode[]): FieldNode {
  return { ...nameField(name), selectionSet: { kind: Kind.SELECTION_SET, selections } }
}
