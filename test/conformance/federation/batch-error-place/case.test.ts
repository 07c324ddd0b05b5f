import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('finds the place of an error in a joined request', () =>
  expectAnswer({
    query: '{ reviews { author { name } editor { title: name phone } } }',
    data: { reviews: [{ author: { name: null }, editor: { title: null, phone: 'phone of u2' } }] },
    errors: [
      { message: 'No name for u1.', path: ['reviews', 0, 'author', 'name'], code: 'SUBGRAPH_ERROR' },
      { message: 'No name for u2.', path: ['reviews', 0, 'editor', 'title'], code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1, b: 1 },
  }))
