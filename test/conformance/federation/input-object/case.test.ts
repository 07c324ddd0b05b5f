import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectRefusal } = startFederation([a, b])

it('passes a nested input object from a variable, its defaults filled in', () =>
  expectAnswer({
    query: 'query ($f: Filter!) { search(filter: $f) count(filter: $f) }',
    variables: { f: { near: { lat: 22, lng: 113.5 }, tags: 'cheap' } },
    data: {
      search: '{"text":"*","near":{"lat":22,"lng":113.5,"metres":400},"tags":["cheap"]}',
      count: 1,
    },
    calls: { a: 1, b: 1 },
  }))

it('passes an input object written in the query, with variables inside', () =>
  expectAnswer({
    query:
      'query ($lat: Float!, $t: [String!]) { search(filter: { near: { lat: $lat, lng: 1 }, tags: $t }) }',
    variables: { lat: 22 },
    data: { search: '{"text":"*","near":{"lat":22,"lng":1,"metres":400}}' },
    calls: { a: 1 },
  }))

it('refuses a field of the input that only one subgraph knows', () =>
  expectRefusal('{ search(filter: { radius: 1 }) }', 'Field "radius" is not defined by type "Filter".'))
