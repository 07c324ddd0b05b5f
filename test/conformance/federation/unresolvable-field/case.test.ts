import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectNoPlan } = startFederation([a, b], { unchecked: true })

it('refuses an operation with a field that no way leads to', () =>
  expectNoPlan('{ museums { name visitors } }'))

it('answers the fields that a way leads to', async () => {
  await expectAnswer({
    query: '{ museums { name } counts { visitors } }',
    data: { museums: [{ name: 'Macao Museum' }], counts: [{ visitors: 120 }] },
    calls: { a: 1, b: 1 },
  })
})
