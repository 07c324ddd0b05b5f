import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { describeUse } from './usedOperation.ts'

const schema = buildSchema(`
  enum Order { NAME DISTANCE }
  input Near { lat: Float! order: Order }
  interface Sight { name: String }
  type Museum implements Sight { name: String halls(first: Int): [String] }
  type Church implements Sight { name: String }
  type Query { sights(near: Near, order: Order, orders: [Order!]): [Sight] museum(id: ID!): Museum }
`)

function describeText(text: string) {
  const [definition] = parse(text).definitions
  if (definition?.kind !== 'OperationDefinition') throw new Error('No operation.')
  return describeUse({ hash: 'h', name: definition.name?.value, definition }, schema)
}

describe('what an operation uses', () => {
  it('is each field that it can meet, with the arguments that it gives', () => {
    const { coordinates } = describeText('{ museum(id: "a") { __typename title: name halls(first: 2) } }')
    expect(coordinates().toSorted()).toEqual([
      'Museum.halls',
      'Museum.halls(first:)',
      'Museum.name',
      'Query.museum',
      'Query.museum(id:)',
      'Sight.name',
    ])
  })

  it('is through an interface the field of each type that can be met there', () => {
    expect(describeText('{ sights { name } }').coordinates().toSorted()).toEqual([
      'Church.name',
      'Museum.name',
      'Query.sights',
      'Sight.name',
    ])
    expect(describeText('{ sights { ... on Church { name } } }').coordinates()).not.toContain('Museum.name')
  })

  it('is each input field and enum value that stands in its text', () => {
    const { coordinates } = describeText(
      '{ sights(near: {lat: 1, order: NAME}, orders: [DISTANCE]) { name } }',
    )
    expect(coordinates()).toEqual(
      expect.arrayContaining(['Near.lat', 'Near.order', 'Order.NAME', 'Order.DISTANCE']),
    )
  })

  it('is each input field and enum value that stands in its variables, and never another value', () => {
    const { coordinates, coordinatesOf } = describeText(
      'query ($near: Near, $orders: [Order!]) { sights(near: $near, orders: $orders) { name } }',
    )
    expect(coordinates()).not.toContain('Order.NAME')
    expect(coordinatesOf({ near: { lat: 22.19, order: 'NAME' }, orders: ['DISTANCE'] })).toEqual([
      'Near.lat',
      'Near.order',
      'Order.NAME',
      'Order.DISTANCE',
    ])
    expect(coordinatesOf({})).toEqual([])
  })
})
