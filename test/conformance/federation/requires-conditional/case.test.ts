import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const query = 'query ($short: Boolean!) { stops { shelter label @skip(if: $short) } }'

it('answers the siblings of a skipped field whose requirement is skipped with it', () =>
  expectAnswer({
    query,
    variables: { short: true },
    data: { stops: [{ shelter: true }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it drops the whole entity when an input of a skipped field is missing',
  }))

it.each([
  { outer: false, inner: true },
  { outer: true, inner: false },
  { outer: false, inner: false },
])('does so when the condition is of a fragment around it: $outer, $inner', ({ outer, inner }) =>
  expectAnswer({
    query: `query ($outer: Boolean!, $inner: Boolean!) {
      stops { ... @include(if: $outer) { __typename ... on Stop { id label @include(if: $inner) } } shelter }
    }`,
    variables: { outer, inner },
    data: { stops: [{ ...(outer && { __typename: 'Stop', id: 's1' }), shelter: true }] },
    calls: { a: 1, b: 1 },
  }),
)

it.each([
  { first: false, second: false },
  { first: false, second: true },
  { first: true, second: false },
])('does so when conditions stand within conditions: $first, $second', ({ first, second }) =>
  expectAnswer({
    query: `query ($first: Boolean!, $second: Boolean!, $third: Boolean!) {
      stops { ... @include(if: $first) { ... @include(if: $second) { label @include(if: $third) } } shelter }
    }`,
    variables: { first, second, third: true },
    data: { stops: [{ shelter: true }] },
    calls: { a: 1, b: 1 },
  }),
)

it('answers all of them when nothing is skipped', () =>
  expectAnswer({
    query,
    variables: { short: false },
    data: { stops: [{ shelter: true, label: 'Stop Barrier Gate' }] },
    calls: { a: 1, b: 1 },
  }))
