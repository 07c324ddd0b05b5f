import type { Schema } from '@apollo/federation-internals'
import { baseType, isCompositeType, isObjectType, isUnionType } from '@apollo/federation-internals'
import { describe, expect, it } from 'vitest'
import { readByApollo } from '../../test/kit/federation/readByApollo.ts'
import { checkRandomSupergraphs, SCHEMA_CASES } from '../../test/kit/federation/schemaCases.ts'
import type { SubgraphTypes } from './subgraphTypes.ts'
import { readSupergraph } from './supergraph.ts'

describe("the types of each subgraph are those of its own schema, as Apollo's library restores it, where", () => {
  it.each(SCHEMA_CASES)('subgraphs say %s', (_, supergraph) => expectSame(supergraph()))

  it('federations are random', () => checkRandomSupergraphs(expectSame))
})

function expectSame(sdl: string): void {
  const [ours, theirs] = [readSupergraph(sdl), readByApollo(sdl)]
  expect(ours.possibleTypes).toEqual(theirs.possibleTypes)
  for (const [name, schema] of theirs.subgraphs) {
    const stated = stateTypes(schema)
    expect(stated.length).toBeGreaterThan(0)
    expect(stated.map(({ at }) => [name, at, readAs(ours.subgraphTypes, name, at)])).toEqual(
      stated.map(({ at, type }) => [name, at, type]),
    )
  }
}

/** Where a type is stated: a root by its operation, a type by itself, a field by both names. */
type Place =
  readonly ['root', 'query' | 'mutation'] | readonly ['type', string] | readonly ['field', string, string]

interface Stated {
  readonly at: Place
  readonly type: string | undefined
}

function stateTypes(schema: Schema): readonly Stated[] {
  const roots = (['query', 'mutation'] as const).flatMap((operation): readonly Stated[] => {
    const type = schema.schemaDefinition.rootType(operation)
    return type === undefined ? [] : [{ at: ['root', operation], type: type.name }]
  })
  const types = schema.types().filter(isCompositeType).filter(isOfBureau)
  return [
    ...roots,
    ...types.map((type): Stated => {
      return { at: ['type', type.name], type: isObjectType(type) ? type.name : undefined }
    }),
    ...types.flatMap((type) =>
      isUnionType(type)
        ? []
        : type
            .fields()
            .filter(isOfBureau)
            .map((field): Stated => {
              const named = field.type && baseType(field.type)
              return {
                at: ['field', type.name, field.name],
                type: named && isCompositeType(named) ? named.name : undefined,
              }
            }),
    ),
  ]
}

/** The plan's fetches are read below `_entities`, and nobody asks for `_service`. */
function isOfBureau({ name }: { readonly name: string }): boolean {
  return !['_Entity', '_Service', '_entities', '_service'].includes(name)
}

function readAs(types: SubgraphTypes, subgraph: string, [kind, name, field]: Place): string | undefined {
  if (kind === 'root') return types.rootType(name)
  return kind === 'type' ? types.onlyType(subgraph, name) : types.fieldType(subgraph, name, field)
}
