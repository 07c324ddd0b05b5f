import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('costs what requires its fields too, but nothing beside them', () =>
  expectAnswer({
    query: '{ museums { id price open } }',
    data: { museums: [{ id: 'm1', price: null, open: true }] },
    errors: [
      {
        message: 'Subgraph "b" could not be reached.',
        path: ['museums', 0, 'price'],
        code: 'SUBGRAPH_UNREACHABLE',
      },
    ],
    calls: { a: 1, b: 1, c: 1 },
    stockIsWrong: 'it drops the whole entity when a required field is missing',
  }))
