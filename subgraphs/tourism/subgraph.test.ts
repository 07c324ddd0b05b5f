import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the tourism subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('tourism', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })
  it('x', async () => {
    for (const r of subgraph.reports())
      console.log(r.id, r.state, r.accepted, r.setAside.slice(0, 3), r.remarks, r.lastError)
  })
})
