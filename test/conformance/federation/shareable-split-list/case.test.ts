import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('puts together lists of objects without a key, item by item', () =>
  expectAnswer({
    query: '{ tides { time height } }',
    data: {
      tides: [
        { time: '04:10', height: 1.2 },
        { time: '10:30', height: 2.9 },
      ],
    },
    calls: { a: 1, b: 1 },
  }))
