import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the culture subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('culture', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })
  it('x', async () => {
    console.log(JSON.stringify(subgraph.reports().map((r) => [r.id, r.accepted, r.setAside, r.state])))
    console.log(
      JSON.stringify(
        await subgraph.ask(
          '{ museums(first: 3, filter: { openAt: "2026-11-22T14:20:00+08:00" }) { totalCount nodes { name { en } isOpen provenance { sample retrievedAt } exhibitions { title { en } museum { id } } visitorsDaily(last: 2) { day visitors } place { nearbyMonuments { metres monument { name { en } conditionSurvey { grade } exactArtefactLocation { location provenance { sample } } } } } } } worldHeritageSite { elements { id } } }',
        ),
      ),
    )
  })
})
