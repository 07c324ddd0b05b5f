import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const none = '... on Found { ... on Stop { code } }'

it('answers an empty object, or null, where no fragment can ever apply', () =>
  expectAnswer({
    query: `{ museums { ${none} } one: museum(id: "m1") { ${none} } gone: museum(id: "m9") { ${none} } }`,
    data: { museums: [{}, {}], one: {}, gone: null },
    calls: { a: 1 },
  }))

it('does so for a field that could have been skipped', () =>
  expectAnswer({
    query: `query ($no: Boolean!) { museums @skip(if: $no) { ${none} } gone: museum(id: "m9") @skip(if: $no) { ${none} } }`,
    variables: { no: false },
    data: { museums: [{}, {}], gone: null },
    calls: { a: 1 },
    stockIsWrong: 'its plan is empty, and it answers null',
  }))

it('does so below an entity', () =>
  expectAnswer({
    query: `{ museum(id: "m1") { name nearest { ${none} } } }`,
    data: { museum: { name: 'Macao Museum', nearest: {} } },
    calls: { a: 1, b: 1 },
  }))
