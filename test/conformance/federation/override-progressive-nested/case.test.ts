import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it.each([
  [[], [10, 20], { c: 1, a: 1 }],
  [['halls'], [11, 22], { c: 1, b: 1 }],
])('follows the label of an object below entities of a list: with %j', (labels, seats, calls) =>
  expectAnswer({
    query: '{ districts { museums { hall { seats floor } } } }',
    labels,
    data: { districts: [{ museums: seats.map((one, at) => ({ hall: { seats: one, floor: at + 1 } })) }] },
    calls,
  }),
)
