import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('is not harmed by an answer full of prototype keys', async () => {
  await expectAnswer({
    query: '{ museums { name visitors } }',
    data: { museums: [{ name: null, visitors: 120 }] },
    errors: [{ message: 'No name.', path: ['museums', 0, 'name'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  })
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
