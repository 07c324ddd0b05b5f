import { it } from 'vitest'
import { startFederation } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const none = '... on Found { ... on Stop { code } }'

it('answers an empty object, or null, where no fragment can ever apply', () =>
  expectAnswer({
    query: `{ museums { ${none} } one: museum(id: "m1") { ${none} } gone: museum(id: "m9") { ${none} } }`,
    data: { museums: [{}, {}], one: {}, gone: null },
    calls: { a: 1 },
    stockIsWrong: 'its planner leaves such a field out, and it answers null',
  }))

it('does so below an entity', () =>
  expectAnswer({
    query: `{ museum(id: "m1") { name nearest { ${none} } } }`,
    data: { museum: { name: 'Macao Museum', nearest: {} } },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'its planner leaves such a field out, and it answers null',
  }))
