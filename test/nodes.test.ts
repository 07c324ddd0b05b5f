import { readFileSync } from 'node:fs'
import {
  buildSchema,
  getNamedType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bureaus } from '../schema/bureaus/register.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'
import { valuesAt } from './kit/valuesAt.ts'

const API = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'))
const NODE_TYPES = bureaus.flatMap(({ nodes }) => nodes)

/** Of types that no root field lists, where one of them is found. */
const ELSEWHERE: Readonly<Record<string, readonly [query: string, path: string]>> = {
  Exhibition: ['{ museum(id: "mam") { exhibitions(first: 1) { id } } }', 'museum.exhibitions.0.id'],
  Place: ['{ museum(id: "mam") { place { id } } }', 'museum.place.id'],
  EmergencyDepartment: ['{ emergencyDepartments { id } }', 'emergencyDepartments.0.id'],
}

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

/** The id of an entity that there is, as a list of its bureau gives it. */
async function findId(type: string): Promise<string> {
  const [query, path] = ELSEWHERE[type] ?? listOf(type)
  const answer = await gateway.ask(query)
  expect(answer.errors, type).toBeUndefined()
  return String(valuesAt(answer.data, path)[0])
}

function listOf(type: string): readonly [query: string, path: string] {
  for (const field of Object.values(API.getQueryType()?.getFields() ?? {})) {
    if (field.args.some(isRequiredArgument)) continue
    if (getNamedType(field.type).name === `${type}Connection`)
      return [`{ ${field.name}(first: 1) { nodes { id } } }`, `${field.name}.nodes.0.id`]
    if (isListOf(field, type)) return [`{ ${field.name} { id } }`, `${field.name}.0.id`]
  }
  throw new Error(`Expected a root field that lists ${type}.`)
}

function isListOf(field: GraphQLField<unknown, unknown>, type: string): boolean {
  return isListType(field.type) && getNamedType(field.type).name === type
}

describe('the types behind Node', () => {
  it('are all entities of all bureaus, as the register has them from their schemas', () => {
    const entities = Object.values(API.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getFields().globalId !== undefined,
    )
    expect(NODE_TYPES.toSorted()).toEqual(entities.map(({ name }) => name).toSorted())
    expect(NODE_TYPES).toEqual(expect.arrayContaining(['WeatherStation', 'Doctor', 'Place', 'Hospital']))
    expect(NODE_TYPES.length).toBeGreaterThan(30)
  })

  it.each(NODE_TYPES)('%s is had by the id that it tells, and is null for an id of nothing', async (type) => {
    const id = await findId(type)
    const globalId = `${type}:${id}`
    const answer = await gateway.ask(
      `query ($globalId: ID!) { node(globalId: $globalId) { __typename globalId ... on ${type} { id } }
        nothing: node(globalId: "${type}:nothing at all") { __typename globalId ... on ${type} { id } }
        noName: node(globalId: "${type}:nothing at all") { __typename } }`,
      { globalId },
    )
    expect(answer).toEqual({
      data: { node: { __typename: type, globalId, id }, nothing: null, noName: null },
    })
  })
})

describe('nodes', () => {
  it('come in the order of their ids, from all bureaus in one question, null for each that there is not', async () => {
    const globalIds = ['Museum:mam', 'WeatherStation:none', 'WeatherStation:TG', 'Bureau:smg', 'Museum:mam']
    const answer = await gateway.ask(
      `query ($globalIds: [ID!]!) { nodes(globalIds: $globalIds) { globalId
        ... on Museum { name { en } } ... on WeatherStation { name { pt } } ... on Bureau { role } } }`,
      { globalIds },
    )
    expect(answer).toEqual({
      data: {
        nodes: [
          { globalId: 'Museum:mam', name: { en: 'Macao Museum of Art' } },
          null,
          { globalId: 'WeatherStation:TG', name: { pt: expect.any(String) } },
          { globalId: 'Bureau:smg', role: 'COLLABORATOR' },
          { globalId: 'Museum:mam', name: { en: 'Macao Museum of Art' } },
        ],
      },
    })
  })

  it('are read through the interfaces of their bureaus too', async () => {
    const answer = await gateway.ask(
      `{ healthFacility(id: "chcsj") { globalId } hotel(id: "venetian") { globalId }
        attraction(id: "ruins-st-paul") { heritage { ... on Node { globalId } } }
        node(globalId: "Hospital:chcsj") { ... on HealthFacility { id kind } } }`,
    )
    expect(answer).toEqual({
      data: {
        healthFacility: { globalId: 'Hospital:chcsj' },
        hotel: { globalId: 'Hotel:venetian' },
        attraction: { heritage: { globalId: 'Monument:wh-18' } },
        node: { id: 'chcsj', kind: 'PUBLIC_HOSPITAL' },
      },
    })
  })

  it('of another type than their id is of are none', async () => {
    const answer = await gateway.ask('{ node(globalId: "Pharmacy:chcsj") { __typename } }')
    expect(answer).toEqual({ data: { node: null } })
  })

  it('may have colons, commas and all scripts in their ids', async () => {
    const answer = await gateway.ask(
      `{ place: node(globalId: "Place:22.19758,113.54085") { ... on Place { lat } }
        stop: node(globalId: "BusStop:M9/1") { globalId }
        none: node(globalId: "Museum:館:1") { globalId } }`,
    )
    expect(answer).toEqual({
      data: { place: { lat: 22.19758 }, stop: { globalId: 'BusStop:M9/1' }, none: null },
    })
  })

  it('have their protected fields protected', async () => {
    const query = '{ node(globalId: "Hotel:venetian") { globalId ... on Hotel { occupancy { percent } } } }'
    expect(await gateway.ask(query)).toMatchObject({
      data: { node: { globalId: 'Hotel:venetian', occupancy: null } },
      errors: [{ path: ['node', 'occupancy'], extensions: { code: 'UNAUTHENTICATED' } }],
    })
  })
})

describe('an id that is none is refused with what was expected', () => {
  it.each([
    ['mam', 'the name of a type, ":" and an id, such as "Museum:mam"; got "mam".'],
    ['Museum:', 'the name of a type, ":" and an id, such as "Museum:mam"; got "Museum:".'],
    [':mam', 'the name of a type, ":" and an id, such as "Museum:mam"; got ":mam".'],
    ['', 'the name of a type, ":" and an id, such as "Museum:mam"; got "".'],
    [
      `Museum:${'m'.repeat(10_000)}`,
      `the name of a type, ":" and an id, such as "Museum:mam"; got "Museum:${'m'.repeat(193)}…".`,
    ],
    ['Musuem:mam', 'the name of a type that implements Node before ":", perhaps "Museum"; got "Musuem:mam".'],
    ['Query:x', 'the name of a type that implements Node before ":", such as "Museum"; got "Query:x".'],
    [
      'constructor:x',
      'the name of a type that implements Node before ":", such as "Museum"; got "constructor:x".',
    ],
  ])('%.40s', async (globalId, expected) => {
    const one = await gateway.ask('query ($id: ID!) { node(globalId: $id) { __typename } }', { id: globalId })
    expect(one).toMatchObject({
      data: { node: null },
      errors: [{ message: `globalId: expected ${expected}`, extensions: { code: 'BAD_USER_INPUT' } }],
    })
    const many = await gateway.ask('query ($id: ID!) { nodes(globalIds: [$id]) { __typename } }', {
      id: globalId,
    })
    expect(many.errors?.[0]?.message).toBe(`globalIds: expected ${expected}`)
  })

  it('and so are more than a hundred', async () => {
    const answer = await gateway.ask('query ($ids: [ID!]!) { nodes(globalIds: $ids) { __typename } }', {
      ids: Array.from({ length: 101 }, () => 'Museum:mam'),
    })
    expect(answer.errors?.[0]?.message).toBe('globalIds: expected at most 100 ids; got 101.')
  })
})
