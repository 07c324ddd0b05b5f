import { it } from 'vitest'
import { startFederation } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers empty objects when all their fields are skipped', () =>
  expectAnswer({
    query: 'query ($no: Boolean!) { museums { id @skip(if: $no) } }',
    variables: { no: true },
    data: { museums: [{}, {}] },
    calls: { a: 1 },
  }))
