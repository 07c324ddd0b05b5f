import { parse, print, type FieldNode, type SelectionSetNode, Kind } from 'graphql'
import { keySelectionsOf } from '../../schema/compose/owners.ts'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'

/** A type that `_entities` has to resolve. */
export interface Entity {
  readonly name: string
  readonly keys: readonly Key[]
}

/** The fields of one `@key`. */
export interface Key {
  readonly fields: string
  readonly names: readonly string[]
}

export interface Representation extends Readonly<Record<string, unknown>> {
  readonly __typename: string
}

/** The types with a key by which the subgraph resolves them. */
export function listEntities({ types }: SubgraphDocument): readonly Entity[] {
  return [...types.values()]
    .filter((type) => type.kind === 'object')
    .map((type) => ({ name: type.name, keys: resolvableKeys(type).map(readKey) }))
    .filter(({ keys }) => keys.length > 0)
}

function resolvableKeys(type: TypeInSubgraph): readonly string[] {
  const nodes = type.nodes.map((node) => ({
    ...node,
    directives: (node.directives ?? []).filter(
      ({ arguments: given = [] }) =>
        !given.some(
          ({ name, value }) =>
            name.value === 'resolvable' && value.kind === Kind.BOOLEAN && value.value === false,
        ),
    ),
  }))
  return keySelectionsOf({ ...type, nodes })
}

function readKey(fields: string): Key {
  return { fields, names: fieldsOf(selectionOf(fields)).map(({ name }) => name.value) }
}

export function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A selection is an operation.')
  return operation.selectionSet
}

function fieldsOf({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.filter((node) => node.kind === Kind.FIELD)
}

/**
 * Asks for an entity's own key fields, under names of their own: those of two types may differ in their form, and would
 * not go together in one operation.
 */
export function selectKeys({ name, keys }: Entity): string {
  const fields = new Map<string, string>()
  for (const { fields: text } of keys)
    for (const field of fieldsOf(selectionOf(text)))
      fields.set(
        field.name.value,
        print({ ...field, alias: { kind: Kind.NAME, value: keyName(name, field.name.value) } }),
      )
  return `...on ${name}{${[...fields.values()].join(' ')}}`
}

/** The response key of a key field in `selectKeys`. */
export function keyName(type: string, field: string): string {
  return `k_${type}_${field}`
}
