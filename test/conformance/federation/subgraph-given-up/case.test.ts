import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { request } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('costs the fields of a subgraph that had not answered when the request was over', () =>
  expectAnswer({
    query: '{ museums { name visitors } }',
    signal: request.signal,
    data: { museums: [{ name: 'Macao Museum', visitors: null }] },
    errors: [
      {
        message: 'The call to subgraph "b" was given up.',
        path: ['museums', 0, 'visitors'],
        code: 'SUBGRAPH_TIMEOUT',
      },
    ],
    calls: { a: 1, b: 1 },
  }))
