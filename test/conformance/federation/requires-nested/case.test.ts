import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('requires fields of a nested object, and sends no other of them', () =>
  expectAnswer({
    query: '{ crates { area size { unit } } }',
    data: {
      crates: [
        { area: 6, size: { unit: 'm' } },
        { area: 5, size: { unit: 'm' } },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'Crate', id: 'c1', size: { width: 2, height: 3 } },
          { __typename: 'Crate', id: 'c2', size: { width: 5, height: 1 } },
        ],
      ],
    },
  }))
