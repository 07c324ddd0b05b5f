import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it.each([
  { field: 'html', problem: 'JSON' },
  { field: 'empty', problem: 'JSON' },
  { field: 'number', problem: 'a JSON object' },
  { field: 'list', problem: 'a JSON object' },
])('answers null, with an error, for a body that is no answer: $field', ({ field, problem }) =>
  expectAnswer({
    query: `{ ${field} museums { id } }`,
    data: { [field]: null, museums: [{ id: 'm1' }] },
    errors: [
      {
        message: `Subgraph "b" gave an answer that is not ${problem}.`,
        path: [field],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path',
  }),
)

it('does so for entities', () =>
  expectAnswer({
    query: '{ museums { visitors } }',
    data: { museums: [{ visitors: null }] },
    errors: [
      {
        message: 'Subgraph "b" gave an answer that is not JSON.',
        path: ['museums', 0, 'visitors'],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it gives no path',
  }))
