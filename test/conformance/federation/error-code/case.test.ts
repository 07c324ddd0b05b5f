import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('shows the code of a subgraph when clients know it, and nothing else of its extensions', () =>
  expectAnswer({
    query: '{ near(metres: 9000) free busy }',
    data: { near: null, free: null, busy: null },
    errors: [
      { message: 'metres must be at most 5000, not 9000.', path: ['near'], code: 'BAD_USER_INPUT' },
      { message: 'The feed is late.', path: ['free'], code: 'SUBGRAPH_ERROR' },
      { message: 'The register is busy.', path: ['busy'], code: 'SUBGRAPH_ERROR' },
    ],
    calls: { a: 1 },
  }))
