import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectNoPlan } = startFederation([a, b], { unchecked: true })

it.each([
  ['{ museums { name visitors } }', 'Museum.visitors', ['museums', 'visitors']],
  ['{ counts { visitors } museums { name v: visitors } }', 'Museum.visitors', ['museums', 'v']],
  ['{ museums { name history { year } } }', 'Museum.history', ['museums', 'history']],
  ['{ museums { hall { seats } hall { lights name } } }', 'Hall.lights', ['museums', 'hall', 'lights']],
  ['{ m: museums { id: name ... on Museum { visitors } } }', 'Museum.visitors', ['m', 'visitors']],
])('refuses an operation with a field that no way leads to, and names the field: %s', (query, field, path) =>
  expectNoPlan(query, field, path),
)

it('answers the fields that a way leads to', async () => {
  await expectAnswer({
    query: '{ museums { name } counts { visitors } }',
    data: { museums: [{ name: 'Macao Museum' }], counts: [{ visitors: 120 }] },
    calls: { a: 1, b: 1 },
  })
})
