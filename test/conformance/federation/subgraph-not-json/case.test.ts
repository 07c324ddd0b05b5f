import { it } from 'vitest'
import { startFederation } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it.each(['html', 'empty', 'number', 'list'])(
  'answers null, with an error, for a body that is no answer: %s',
  (field) =>
    expectAnswer({
      query: `{ ${field} museums { id } }`,
      data: { [field]: null, museums: [{ id: 'm1' }] },
      errors: [{ message: /./, path: [field], code: 'SUBGRAPH_MALFORMED' }],
      calls: { a: 1, b: 1 },
      stockIsWrong: 'it gives no path',
    }),
)

it('does so for entities', () =>
  expectAnswer({
    query: '{ museums { visitors } }',
    data: { museums: [{ visitors: null }] },
    errors: [{ message: /./, path: ['museums', 0, 'visitors'], code: 'SUBGRAPH_MALFORMED' }],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path',
  }))
