import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins by a key that the client skips, and does not show it', () =>
  expectAnswer({
    query: 'query ($no: Boolean!) { museums { id @skip(if: $no) __typename @skip(if: $no) visitors } }',
    variables: { no: true },
    data: { museums: [{ visitors: 120 }] },
    calls: { a: 1, b: 1 },
  }))
