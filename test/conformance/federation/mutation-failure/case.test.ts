import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { clear } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('goes on after a mutation that fails', () =>
  expectAnswer({
    query: 'mutation { add(name: "A") refuse note(text: "B") }',
    data: { add: 1, refuse: null, note: 2 },
    reset: clear,
    errors: [{ message: 'The stop is closed.', path: ['refuse'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))

it('answers no data when a mutation fails that may not be null', () =>
  expectAnswer({
    query: 'mutation { note(text: "A") mustRefuse }',
    data: null,
    errors: [{ message: 'The depot is closed.', path: ['mustRefuse'], code: 'SUBGRAPH_ERROR' }],
    calls: { a: 1, b: 1 },
  }))
