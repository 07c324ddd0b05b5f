import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../test/kit/postgres.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { migrate, seed } from './migrate.ts'
import { definition } from './server.ts'

const postgres = await startPostgres()
afterAll(() => postgres?.stop())

/** Minutes of a week that has a first Monday of a month in it. */
const moments = fc
  .integer({ min: 0, max: 7 * 24 * 60 })
  .map((minute) => new Date(Date.parse('2026-12-01T00:00:00+08:00') + minute * 60_000).toISOString())
const areas = fc.constantFrom('se', 'sao-lourenco', 'cotai', 'fatima', 'none')
const degrees = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => value.toFixed(5))

describe.runIf(postgres)('CSV and PostgreSQL', () => {
  let csv: StartedSubgraph
  let database: StartedSubgraph
  beforeAll(async () => {
    const address = postgres?.url ?? ''
    await migrate(address)
    await seed(address)
    csv = await startTestSubgraph(definition)
    database = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
  })
  afterAll(() => Promise.all([csv.stop(), database.stop()]))

  it('have the same things near any place', async () => {
    const place = fc
      .tuple(degrees(22.1, 22.22), degrees(113.52, 113.58))
      .map(([lat, lng]) => ({ __typename: 'Place', id: `${lat},${lng}` }))
    const query = `query ($keys: [_Any!]!, $within: Int!, $first: Int!, $at: DateTime, $people: Int) {
      _entities(representations: $keys) { ... on Place {
        nearbyMuseums(withinMetres: $within, first: $first, openAt: $at) { metres museum { id } }
        nearbyMonuments(withinMetres: $within, first: $first, openAt: $at) { metres monument { id } }
        nearbyLibraries(withinMetres: $within, first: $first, openAt: $at) { metres library { id } }
        nearbyVenues(withinMetres: $within, first: $first, minCapacity: $people) { metres venue { id } } } } }`
    const variables = fc.record({
      keys: fc.array(place, { minLength: 1, maxLength: 5 }),
      within: fc.integer({ min: 1, max: 5000 }),
      first: fc.integer({ min: 1, max: 30 }),
      at: fc.option(moments),
      people: fc.option(fc.integer({ min: 0, max: 20_000 })),
    })
    await expect(compareAnswers(query, variables)).resolves.toBeUndefined()
  })

  it('have the same lists under any filter, order and page', async () => {
    const query = `query ($first: Int!, $area: ID, $at: DateTime, $free: Boolean, $people: Int,
                          $museums: MuseumOrder!, $monuments: MonumentOrder!, $venues: VenueOrder!,
                          $museum: String, $venue: String) {
      museums(first: $first, after: $museum, orderBy: $museums, filter: { area: $area, openAt: $at, freeAdmission: $free }) { ...m }
      monuments(first: $first, orderBy: $monuments, filter: { area: $area, openAt: $at }) { totalCount edges { cursor } }
      libraries(first: $first, filter: { area: $area, openAt: $at }) { totalCount edges { cursor } }
      venues(first: $first, after: $venue, orderBy: $venues, filter: { area: $area, minCapacity: $people }) { totalCount edges { cursor } } }
      fragment m on MuseumConnection { totalCount edges { cursor node { id feeMop lastEntry openingHours { asStated exceptions } } } pageInfo { endCursor hasNextPage } }`
    const cursors = fc
      .tuple(
        fc.constantFrom('-16000', '0', '5', '10', 'Infinity'),
        fc.constantFrom('a', 'mam', 'tak-seng-on', 'é', '館'),
      )
      .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'))
    const variables = fc.record({
      first: fc.integer({ min: 0, max: 30 }),
      area: fc.option(areas),
      at: fc.option(moments),
      free: fc.option(fc.boolean()),
      people: fc.option(fc.integer({ min: 0, max: 20_000 })),
      museums: fc.constantFrom('ID', 'FEE_LOWEST'),
      monuments: fc.constantFrom('ID', 'WORLD_HERITAGE_ID'),
      venues: fc.constantFrom('ID', 'CAPACITY_LARGEST'),
      museum: fc.option(cursors),
      venue: fc.option(cursors),
    })
    await expect(compareAnswers(query, variables)).resolves.toBeUndefined()
  })

  /** Asks both sources with many values, and rejects with the first for which they differ. */
  async function compareAnswers<V extends Readonly<Record<string, unknown>>>(
    query: string,
    variables: fc.Arbitrary<V>,
  ): Promise<void> {
    await fc.assert(
      fc.asyncProperty(variables, async (values) => {
        const expected = await csv.ask(query, values)
        expect(expected.errors).toBeUndefined()
        expect(await database.ask(query, values)).toEqual(expected)
      }),
      { numRuns: 60, seed: 1110 },
    )
  }
})
