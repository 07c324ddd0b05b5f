import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes a shareable field where the parent is', async () => {
  const data = [{ name: 'Almond cake' }, { name: 'Egg roll' }]
  await expectAnswer({ query: '{ products { name } }', data: { products: data }, calls: { a: 1 } })
  await expectAnswer({ query: '{ stocked { name } }', data: { stocked: data }, calls: { b: 1 } })
})

it('does not ask for it again when another field needs the second subgraph', () =>
  expectAnswer({
    query: '{ products { name stock } }',
    data: {
      products: [
        { name: 'Almond cake', stock: 4 },
        { name: 'Egg roll', stock: 9 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
