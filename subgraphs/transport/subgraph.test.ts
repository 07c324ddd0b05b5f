import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the transport subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('transport', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })
})
