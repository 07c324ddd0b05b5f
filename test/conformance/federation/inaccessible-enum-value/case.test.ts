import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers null, with an error, for a value that clients cannot see', () =>
  expectAnswer({
    query: '{ beds { id state } }',
    data: {
      beds: [
        { id: '1', state: 'FREE' },
        { id: '2', state: null },
      ],
    },
    errors: [
      {
        message: 'A subgraph gave a value that State does not have.',
        path: ['beds', 1, 'state'],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))
