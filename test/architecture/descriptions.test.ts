import { afterAll, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import {
  createSubgraph,
  type SubgraphDefinition,
  type SubgraphSource,
} from '../../subgraphs/_kit/subgraph.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { definition as template } from '../../subgraphs/_template/server.ts'
import { findLies } from './descriptions/findLies.ts'
import { definition as liar } from './descriptions/liar/definition.ts'
import { readBureau } from './descriptions/readBureau.ts'
import { startTypedSources } from './descriptions/typedSources.ts'

const sources = startTypedSources()
afterAll(() => sources.stop())

/** How to read what a bureau publishes, and the code for it in its folder. */
function bureauIn<S extends SubgraphSource, C extends object>(
  folder: string,
  definition: SubgraphDefinition<S, C>,
) {
  const findItsLies = () => {
    const { schema } = createSubgraph(definition, {
      environment: {},
      clock: () => TEST_NOW,
      random: () => 0.5,
      log: createLog(definition.name, 'silent'),
    })
    const files = [...sources.filesBelow('subgraphs/_kit/'), ...sources.filesBelow(folder)]
    const bureau = readBureau(sources.checker, files)
    expect([...bureau.references.keys()].toSorted()).toEqual(Object.keys(definition.references).toSorted())
    return findLies(sources.checker, schema, bureau)
  }
  return { folder, findItsLies }
}

const honest = [
  bureauIn('subgraphs/_template/', template),
  ...(await importBureaus(bureaus)).map(({ definition }) =>
    bureauIn(`subgraphs/${definition.name}/`, definition),
  ),
]

describe.each(honest)('what $folder publishes', ({ findItsLies }) => {
  it('is what its classes state, its methods return and take, and its sources hold', () => {
    expect(findItsLies()).toEqual([])
  })
})

describe('a bureau of lies', () => {
  it('is told each of them', () => {
    expect(bureauIn('test/architecture/descriptions/liar/', liar).findItsLies()).toEqual([
      '@key(fields: "globalCode") of Well: references.Well takes WellNumber.',
      '@key(fields: "region code") of Well: references.Well takes WellNumber.',
      'BucketResolver.litres: expected somebody to return its parent; nobody does.',
      'PumpRecord.runs: published as Boolean!; the code has boolean | null.',
      'PumpResolver.hours: published as a list of Int!; the code has string.',
      'PumpResolver.litresToday: published as Int!; the code has number | null.',
      'Well.depthMetres: published as Float; the code has string.',
      'Well.keeper: published as String!; it has no source: no method, and no property of WellRecord, which PumpResolver.well returns.',
      'Well.owner: published as String!; it has no source: no method, and no property of WellRecord, which PumpResolver.well returns.',
      'Well.pump: published as Pump; the code has Well.',
      'WellRecord.litresPerDay: published as Int; the code has string.',
      'WellRecord.names: published as a list of String!; the code has string.',
      'WellRecord.quality: published as Quality; the code has string.',
      'WellResolver.visitors: expected a parent that PumpResolver.well returns, WellRecord; it takes Measured.',
      'WellResolver.well(id): published as ID; the code has number.',
      'WellResolver.well(region): may be left out; the code takes string.',
    ])
  })
})
