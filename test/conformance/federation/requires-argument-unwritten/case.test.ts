import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const stockIsWrong = 'it takes the client’s field for the required one, or the required one for the client’s'
const calls = { a: 1, b: 1 }

it.each([
  '{ parcels { ship dim(unit: FOOT) { size } } }',
  '{ parcels { dim(unit: FOOT) { size } ship } }',
  'query ($unit: Unit = FOOT) { parcels { ship dim(unit: $unit) { size } } }',
])('requires what the default gives, and gives the client its own argument: %s', (query) =>
  expectAnswer({
    query,
    data: {
      parcels: /ship dim/.test(query)
        ? [
            { ship: 200, dim: { size: 6 } },
            { ship: 300, dim: { size: 9 } },
          ]
        : [
            { dim: { size: 6 }, ship: 200 },
            { dim: { size: 9 }, ship: 300 },
          ],
    },
    calls,
    representations: {
      b: [
        [
          { __typename: 'Parcel', id: 'p1', dim: { size: 2 } },
          { __typename: 'Parcel', id: 'p2', dim: { size: 3 } },
        ],
      ],
    },
    stockIsWrong,
  }),
)

it('requires what the default gives where the client writes null', () =>
  expectAnswer({
    query: '{ parcels { ship dim(unit: null) { size } } }',
    data: {
      parcels: [
        { ship: 200, dim: null },
        { ship: 300, dim: null },
      ],
    },
    calls,
    stockIsWrong,
  }))

it('gives both where the client leaves the argument to its default, too', () =>
  expectAnswer({
    query: '{ parcels { ship dim { size } } }',
    data: {
      parcels: [
        { ship: 200, dim: { size: 2 } },
        { ship: 300, dim: { size: 3 } },
      ],
    },
    calls,
  }))

it('tells them apart where the required field is a scalar without a default', () =>
  expectAnswer({
    query: '{ parcels { weight(unit: "kg") label } }',
    data: {
      parcels: [
        { weight: '7 kg', label: 'weighs 7 of whatever' },
        { weight: '7 kg', label: 'weighs 7 of whatever' },
      ],
    },
    calls,
    stockIsWrong,
  }))

it('tells them apart one level deeper', () =>
  expectAnswer({
    query: '{ parcels { box { dim(unit: FOOT) { size } } boxed } }',
    data: {
      parcels: [
        { box: { dim: { size: 6 } }, boxed: 20 },
        { box: { dim: { size: 9 } }, boxed: 30 },
      ],
    },
    calls,
    stockIsWrong,
  }))

it('tells them apart where only the object’s field has the argument, and its interface is required', () =>
  expectAnswer({
    query: '{ parcels { bare { ... on Crate { volume(unit: FOOT) } } filled } }',
    data: {
      parcels: [
        { bare: { volume: 6 }, filled: 10 },
        { bare: { volume: 9 }, filled: 15 },
      ],
    },
    calls,
    stockIsWrong,
  }))

it.each([true, false])('keeps the parent whatever becomes of the client’s field: included %s', (isIncluded) =>
  expectAnswer({
    query: 'query ($is: Boolean!) { parcels { dim(unit: FOOT) @include(if: $is) { size } ship } }',
    variables: { is: isIncluded },
    data: {
      parcels: [
        { ...(isIncluded && { dim: { size: 6 } }), ship: 200 },
        { ...(isIncluded && { dim: { size: 9 } }), ship: 300 },
      ],
    },
    calls,
    stockIsWrong,
  }),
)
