import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRecordedGateway, type RecordedGateway } from '../kit/recordedGateway.ts'

let gateway: RecordedGateway
beforeAll(async () => {
  gateway = await startRecordedGateway({ MAX_COST: '1000000' })
})
afterAll(() => gateway.stop())

/** What one question costs: each subgraph's calls as numbers of entities (0 for the root), each batch as number of keys. */
async function countWork(query: string) {
  const { calls, batches } = await gateway.workOf(async () => {
    const { errors } = await gateway.ask(query)
    expect(errors).toBeUndefined()
  })
  return {
    calls: calls.map(({ subgraph, entities }) => `${subgraph} ${entities}`),
    batches: batches.map(({ loader, keys }) => `${loader} ${keys}`).toSorted(),
  }
}

it('asks each bureau once about a page of fifty stops and what is near them, and each loader once', async () => {
  const { calls, batches } = await countWork(`{
    busStops(first: 50) {
      nodes {
        area { name { en } }
        routes { shortName }
        place {
          nearbyHotels(withinMetres: 2000) { metres hotel { name { en } } }
          nearbyMuseums(withinMetres: 2000) { metres museum { name { en } } }
          nearbyHealthFacilities(withinMetres: 2000) { metres healthFacility { name { en } } }
          nearbyCarParks(withinMetres: 2000) { metres carPark { capacity { cars } freeSpaces { cars } } }
        }
      }
    }
  }`)
  expect(calls[0]).toBe('transport 0')
  expect(calls.slice(1).toSorted()).toEqual(['catalogue 3', 'culture 50', 'health 50', 'tourism 50'])
  expect(batches).toEqual([
    'catalogue.area 3',
    'culture.museumsNear 50',
    'transport.busRoute 9',
    'transport.carParkCapacity 16',
    'transport.carParkLive 16',
  ])
})

it('asks four bureaus once each about fifty attractions, their heritage, their stops and the ways there', async () => {
  const { calls, batches } = await countWork(`{
    attractions(first: 50) {
      nodes {
        area { name { en } }
        heritage {
          ... on Monument { name { en } classifiedProperty { name { en } } }
          ... on Museum { name { en } exhibitions { title { en } } }
        }
        place {
          nearbyStops { stop { name { zh } routes { shortName } } }
          nearbyCarParks { carPark { capacity { cars } freeSpaces { cars } } }
          busRidesFrom(place: "22.21580,113.54910") { route { shortName } stopCount }
        }
      }
    }
  }`)
  expect(calls[0]).toBe('tourism 0')
  expect(calls.slice(1).toSorted()).toEqual(['catalogue 8', 'culture 13', 'transport 50'])
  expect(batches).toEqual([
    'catalogue.area 8',
    'culture.classifiedProperty 10',
    'culture.exhibitionsOf 3',
    'culture.monument 10',
    'culture.museum 3',
    'transport.busRoute 23',
    'transport.carParkCapacity 42',
    'transport.carParkLive 42',
  ])
})

it('goes from place to place with one call for each change of bureau, each place asked about once', async () => {
  const { calls } = await countWork(`{
    museums(first: 50) {
      nodes {
        place { nearbyStops(first: 3) { stop { place { nearbyHotels(first: 2) { hotel { name { en } } } } } } }
      }
    }
  }`)
  // 20 of the 21 museums have a place; some of the 60 stops are near two museums.
  expect(calls).toEqual(['culture 0', 'transport 20', 'tourism 44'])
})

it('looks up an id once, however often one request names it', async () => {
  const ids = ['mam', 'maritime', 'grand-prix']
  const fields = Array.from(
    { length: 39 },
    (_, index) =>
      `m${index}: museum(id: "${ids[index % 3]}") { place { nearbyCarParks(first: 1) { metres } } }`,
  )
  expect(await countWork(`{ ${fields.join(' ')} }`)).toEqual({
    calls: ['culture 0', 'transport 3'],
    batches: ['culture.museum 3'],
  })
})

it('finds the data set of fifty records by one look-up of one key', async () => {
  const work = await countWork(
    '{ busStops(first: 50) { nodes { provenance { dataset { title { en } } } } } }',
  )
  expect(work).toEqual({ calls: ['transport 0', 'catalogue 1'], batches: ['catalogue.dataset 1'] })
})
