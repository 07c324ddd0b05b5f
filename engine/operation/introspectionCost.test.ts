import { readFileSync } from 'node:fs'
import { buildSchema, executeSync, getIntrospectionQuery, parse } from 'graphql'
import { expect, it } from 'vitest'
import { compileCost, evaluateCost, readCostModel } from './cost.ts'
import { normaliseOperation } from './normaliseOperation.ts'

const SMALL = 'type Query { a: Int b(c: [Int!]!): [Query!]! }'
const LARGE = readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8')
const WHOLE = getIntrospectionQuery({ specifiedByUrl: true, schemaDescription: true, oneOf: true })

function costOf(sdl: string, text: string): number {
  const schema = buildSchema(sdl)
  const model = readCostModel(parse(sdl), schema)
  return Number(evaluateCost(compileCost(normaliseOperation(parse(text), undefined), schema, model), {}))
}

/** How many fields graphql-js answers. */
function countAnswered(sdl: string, text: string): number {
  return countKeys(executeSync({ schema: buildSchema(sdl), document: parse(text) }).data)
}

/** Of a field: 3, or less where all that tools ask would cost more than 45,000. */
function priceOf(sdl: string): number {
  return Math.min(3, 45_000 / countAnswered(sdl, WHOLE))
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, part) => sum + countKeys(part), own)
}

it.each([
  ['all of it', WHOLE],
  ['the names of its types', '{ __schema { types { name } } }'],
  [
    'its fields and their types',
    '{ __schema { types { name fields { name type { name ofType { name } } } } } }',
  ],
  ['its arguments', '{ __schema { types { fields { args { name description } } } } }'],
  [
    'the same twice',
    '{ a: __schema { types { fields { name } } } b: __schema { types { fields { name } } } }',
  ],
  [
    'what is below its types',
    '{ __schema { types { possibleTypes { name } enumValues { name } inputFields { name } } } }',
  ],
])('a question about the schema is priced by what it answers: %s', (_what, text) => {
  for (const sdl of [SMALL, LARGE]) {
    const fields = costOf(sdl, text) / priceOf(sdl)
    const answered = countAnswered(sdl, text)
    expect(fields / answered).toBeGreaterThan(0.7)
    expect(fields / answered).toBeLessThan(1.5)
  }
})

it('the largest type by its name is taken for what it is', () => {
  const text = '{ __type(name: "Query") { fields { name args { name } } } }'
  const ratio = costOf(LARGE, text) / priceOf(LARGE) / countAnswered(LARGE, text)
  expect(ratio).toBeGreaterThan(0.8)
  expect(ratio).toBeLessThan(1.5)
})

it('the whole of a schema of any size passes the usual limit once, and not twice', () => {
  const types = Array.from({ length: 3_000 }, (_, at) => `type T${at} { a: Int b(c: Int): [T${at}!]! }`)
  const huge = `type Query { a: T0 } ${types.join(' ')}`
  expect(costOf(huge, WHOLE)).toBeGreaterThan(25_000)
  expect(costOf(huge, WHOLE)).toBeLessThanOrEqual(45_000)
})
