import { readdirSync, readFileSync } from 'node:fs'
import { getNamedType, isEnumType, isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { findDescription, findName, type GraphNames } from '../../kit/tables/names/graphNames.ts'
import { pt } from '../../kit/tables/names/pt.ts'
import { zh } from '../../kit/tables/names/zh.ts'
import { parseSchema } from '../../explorer/src/graph/parseSchema.ts'
import { findInSchema } from '../../explorer/src/start/findInSchema.ts'
import { QUESTIONS } from '../../explorer/src/start/questions.ts'

const SCHEMA = parseSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'))
const TYPES = Object.values(SCHEMA.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

interface NamedField {
  readonly name: string
  readonly args?: readonly { readonly name: string }[]
}

/** Every field, argument and field of an input, as "Museum.openingHours" and, for arguments, "Argument.first". */
const FIELDS = TYPES.flatMap((type) => {
  const fields: readonly NamedField[] = 'getFields' in type ? Object.values(type.getFields()) : []
  return fields.flatMap(({ name, args = [] }) => [
    `${type.name}.${name}`,
    ...args.map((argument) => `Argument.${argument.name}`),
  ])
})

const ANSWERED_ENUMS = [
  ...new Set(
    TYPES.flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).map((field) => getNamedType(field.type))
        : [],
    ).filter(isEnumType),
  ),
]

describe.each([
  ['Portuguese', pt],
  ['Chinese', zh],
])('the graph in %s', (_language, names: GraphNames) => {
  it('has a name for every type, and for those that are no page of a list a sentence', () => {
    const plain = TYPES.filter(({ name }) => !/(?:Connection|Edge)$/.test(name))
    expect(TYPES.filter(({ name }) => findName(names, name) === null)).toEqual([])
    expect(plain.filter(({ name }) => findDescription(names, name) === null)).toEqual([])
  })

  it('has a name for every field and argument, and one of its own for each root field', () => {
    expect(FIELDS.filter((coordinate) => findName(names, coordinate) === null)).toEqual([])
    const roots = Object.keys(SCHEMA.getQueryType()?.getFields() ?? {})
    expect(roots.filter((name) => names.fields[`Query.${name}`] === undefined)).toEqual([])
  })

  it('has a name for every value that an answer may hold', () => {
    const values = ANSWERED_ENUMS.flatMap((type) =>
      type.getValues().map(({ name }) => `${type.name}.${name}`),
    )
    expect(values.length).toBeGreaterThan(200)
    expect(values.filter((coordinate) => findName(names, coordinate) === null)).toEqual([])
  })

  it('names nothing that the graph does not have', () => {
    const enums = Object.entries(names.values).flatMap(([type, values]) =>
      Object.keys(values).map((value) => ({ type: SCHEMA.getType(type), value, name: `${type}.${value}` })),
    )
    const unknown = enums.filter(({ type, value }) => !isEnumType(type) || !type.getValue(value))
    expect(unknown.map(({ name }) => name)).toEqual([])
    const known = new Set([...FIELDS, ...FIELDS.map((coordinate) => coordinate.split('.')[1]), '__typename'])
    expect(Object.keys(names.types).filter((name) => !SCHEMA.getType(name))).toEqual([])
    expect(Object.keys(names.fields).filter((name) => !known.has(name))).toEqual([])
  })
})

describe('a search in the graph', () => {
  it.each([
    ['輕軌站', 'Query.lrtStations'],
    ['急診輪候', 'Query.emergencyDepartments'],
    ['最後入場', 'Museum.lastEntry'],
    ['堂區', 'AdministrativeArea'],
    ['paragens', 'Query.busStops'],
    ['última entrada', 'Museum.lastEntry'],
    ['doença obrigatoria', 'Query.notifiableDiseases'],
    ['bibliotecas', 'Query.libraries'],
    ['free spaces', 'CarPark.freeSpaces'],
    ['world heritage', 'Query.worldHeritageSite'],
  ])('finds %s', (wanted, coordinate) => {
    const hits = findInSchema(SCHEMA, { pt, zh }, wanted).slice(0, 8)
    expect(hits.map((hit) => hit.coordinate)).toContain(coordinate)
  })
})

it('asks every example in three languages, and no question twice', () => {
  const files = ['examples', 'explorer/examples', 'explorer/questions'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}/`, import.meta.url)),
  )
  const examples = files
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => name.replace('.graphql', ''))
  const texts = Object.values(QUESTIONS).flatMap(({ zh, pt, en }) => [zh, pt, en])
  expect(Object.keys(QUESTIONS).toSorted()).toEqual(examples.toSorted())
  expect(texts.filter((text) => text === '')).toEqual([])
  expect(new Set(texts).size).toBe(texts.length)
})
