import { readFileSync } from 'node:fs'
import { buildSchema, isInterfaceType, isNonNullType, isObjectType, parse, printSchema } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { markFields, readApiMarks } from '../schema/semanticNonNull.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'

const SDL = readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8')
const SCHEMA = buildSchema(SDL)
const MARKS = readApiMarks(parse(SDL))

/** "Type.field" of every field that may be null, with what it says of itself. */
const nullable = Object.values(SCHEMA.getTypeMap())
  .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
  .flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields())
          .filter((field) => !isNonNullType(field.type))
          .map((field) => ({ name: `${type.name}.${field.name}`, words: field.description ?? '' }))
      : [],
  )

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

it('has no nullable field that does not say when it is null', () => {
  expect(nullable.length).toBeGreaterThan(400)
  const silent = nullable.filter(({ name, words }) => !/\bnull\b/i.test(words) && !MARKS.has(name))
  expect(silent.map(({ name }) => name)).toEqual([])
})

it('marks the lists of the root, what stands near a place and the lists of an area', () => {
  expect([...MARKS.keys()]).toEqual(
    expect.arrayContaining(['Query.museums', 'Place.nearbyCarParks', 'AdministrativeArea.hotels']),
  )
  expect(MARKS.has('Query.museum')).toBe(false)
  expect(MARKS.has('Place.area')).toBe(false)
})

it('serves the marks with the schema, in the same text as the package for front ends', async () => {
  const { body } = await gateway.send('/schema.graphql')
  expect(readApiMarks(parse(body))).toEqual(MARKS)
  expect(body).toBe(markFields(printSchema(SCHEMA), MARKS))
})

it('tells introspection nothing of them', async () => {
  const { data } = await gateway.ask('{ __schema { directives { name } } }')
  expect(JSON.stringify(data)).toContain('deprecated')
  expect(JSON.stringify(data)).not.toContain('semanticNonNull')
})

it('refuses the mark in an operation, like every directive of schemas', async () => {
  const { errors } = await gateway.ask('{ museums @semanticNonNull { totalCount } }')
  expect(errors?.map(({ message }) => message)).toEqual(['Unknown directive "@semanticNonNull".'])
})
