import { createRequire } from 'node:module'
import type * as Mock from '@graphql-tools/mock'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { isObjectType, isScalarType, parse, specifiedScalarTypes, type GraphQLSchema } from 'graphql'

// Loaded when somebody develops: other verbs do not need it.
const require = createRequire(import.meta.url)

/**
 * A subgraph that answers by its schema alone: made-up values of the right types, the same for one key as long as the process
 * lives. Lists have two items, pages no next one, and an entity has the key by which it was asked for.
 */
export function mockSubgraph(sdl: string): GraphQLSchema {
  const { addMocksToSchema }: typeof Mock = require('@graphql-tools/mock')
  const plain = buildSubgraphSchema(parse(sdl))
  let store: Mock.IMockStore | undefined
  const mocked = addMocksToSchema({
    schema: plain,
    mocks: createMocks(plain),
    preserveResolvers: true,
    resolvers: (created) => {
      store = created
      return {}
    },
  })
  for (const type of Object.values(mocked.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    type.extensions = {
      ...type.extensions,
      apollo: { subgraph: { resolveReference: (reference: Reference) => find(store, type.name, reference) } },
    }
  }
  return mocked
}

type Reference = Readonly<Record<string, unknown>>

/** What the representation says of the entity is true of it. The library keeps objects by their `id`, where they have one. */
function find(store: Mock.IMockStore | undefined, type: string, reference: Reference): unknown {
  const { __typename: _typename, ...known } = reference
  const key = typeof known['id'] === 'string' ? known['id'] : JSON.stringify(known)
  for (const [fieldName, value] of Object.entries(known))
    if (fieldName !== 'id') store?.set({ typeName: type, key, fieldName, value })
  return store?.get(type, key)
}

/** Numbers and texts are counted, so that two objects are not the same by chance. */
function createMocks(schema: GraphQLSchema): Mock.IMocks {
  let count = 0
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !specifiedScalarTypes.some(({ name }) => name === type.name),
  )
  return {
    ...Object.fromEntries(own.map(({ name }) => [name, () => SCALARS[name] ?? `a ${name}`])),
    ID: () => `made-up-${++count}`,
    String: () => `made up ${++count}`,
    Int: () => ++count % 1_000,
    Float: () => (++count % 1_000) + 0.5,
    Boolean: () => ++count % 2 === 0,
    ...(schema.getType('PageInfo') && {
      PageInfo: () => ({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }),
    }),
  }
}

/** Values of the scalars that the graph shares. */
const SCALARS: Readonly<Record<string, string>> = {
  DateTime: '2026-11-22T14:20:00+08:00',
  LocalDate: '2026-11-22',
  YearMonth: '2026-11',
}
