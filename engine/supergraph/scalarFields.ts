import type { DocumentNode, TypeNode } from 'graphql'
import { Kind, specifiedScalarTypes } from 'graphql'

/** How many lists lie around the custom scalars of a field; undefined for a field of any other type. */
export type ScalarFields = (type: string, field: string) => number | undefined

/** Reads which fields give custom scalars: values of which only the subgraphs know what they may be. */
export function readScalarFields({ definitions }: DocumentNode): ScalarFields {
  const scalars = new Set(
    definitions.flatMap((type) => (type.kind === Kind.SCALAR_TYPE_DEFINITION ? type.name.value : [])),
  )
  for (const { name } of specifiedScalarTypes) scalars.delete(name)
  const types = new Map<string, ReadonlyMap<string, number>>()
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    const fields = (type.fields ?? []).flatMap((field) => {
      const { named, lists } = unwrap(field.type)
      return scalars.has(named) ? [[field.name.value, lists] as const] : []
    })
    types.set(type.name.value, new Map(fields))
  }
  return (type, field) => types.get(type)?.get(field)
}

/** The name at the heart of a type, and how many lists lie around it. */
function unwrap(type: TypeNode): { readonly named: string; readonly lists: number } {
  let lists = 0
  let inner = type
  while (inner.kind !== Kind.NAMED_TYPE) {
    if (inner.kind === Kind.LIST_TYPE) lists++
    inner = inner.type
  }
  return { named: inner.name.value, lists }
}
