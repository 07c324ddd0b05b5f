import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('accepts the older spelling of an extended entity, key and all marked external', () =>
  expectAnswer({
    query: '{ carParks { name free share } }',
    data: {
      carParks: [
        { name: 'Pak Wai', free: 10, share: 0.25 },
        { name: 'Ferreira', free: 0, share: 0 },
      ],
    },
    calls: { a: 1, b: 1 },
    representations: {
      b: [
        [
          { __typename: 'CarPark', spaces: 40, id: 'p1' },
          { __typename: 'CarPark', spaces: 12, id: 'p2' },
        ],
      ],
    },
  }))
