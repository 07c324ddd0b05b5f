import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { valuesAt } from '../../test/kit/valuesAt.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

/** The data of an answer without errors. */
async function ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { data, errors } = await subgraph.ask(query, variables)
  expect(errors).toBeUndefined()
  return data
}

describe('hotels', () => {
  it('tell a rounded figure, an unknown class and an unknown award from known ones', async () => {
    expect(
      await ask(`{ hotel(id: "wynn-palace") { name { zh pt en } stars starClass roomsLicensed
        roomsAreApproximate isGreenHotel address { en } place { id } placeIsApproximate area { id }
        provenance { dataset { id } retrievedAt sample stale } } }`),
    ).toEqual({
      hotel: {
        name: { zh: '永利皇宮', pt: 'Wynn Palace', en: 'Wynn Palace' },
        stars: 5,
        starClass: null,
        roomsLicensed: 1706,
        roomsAreApproximate: true,
        isGreenHotel: null,
        address: null,
        place: { id: '22.14840,113.57110' },
        placeIsApproximate: false,
        area: { id: 'cotai' },
        provenance: {
          dataset: { id: 'mgto-hotels' },
          retrievedAt: '2026-11-22T00:00:00+08:00',
          sample: false,
          stale: false,
        },
      },
    })
  })

  it('have no place where the coordinate is not known', async () => {
    expect(await ask('{ hotel(id: "starworld") { place { id } placeIsApproximate area { id } } }')).toEqual({
      hotel: { place: null, placeIsApproximate: null, area: { id: 'se' } },
    })
  })

  it('are listed by filter and in order, page by page', async () => {
    const fourStars = `{ hotels(filter: { starClasses: [FOUR_STAR] }) { totalCount nodes { id } } }`
    expect(await ask(fourStars)).toEqual({
      hotels: {
        totalCount: 5,
        nodes: ['broadway', 'harbourview', 'lisboa', 'lisboeta', 'royal'].map((id) => ({ id })),
      },
    })
    const largest =
      await ask(`{ hotels(first: 2, orderBy: ROOMS_MOST_FIRST, filter: { minStars: 5, area: "cotai" })
      { totalCount nodes { id roomsLicensed } pageInfo { hasNextPage endCursor } } }`)
    expect(largest).toMatchObject({
      hotels: {
        totalCount: 18,
        nodes: [
          { id: 'venetian', roomsLicensed: 2900 },
          { id: 'parisian', roomsLicensed: 2540 },
        ],
        pageInfo: { hasNextPage: true },
      },
    })
    const [cursor] = valuesAt(largest, 'hotels.pageInfo.endCursor')
    expect(
      await ask(`{ hotels(first: 1, after: ${JSON.stringify(cursor)}, orderBy: ROOMS_MOST_FIRST,
        filter: { minStars: 5, area: "cotai" }) { nodes { id } } }`),
    ).toEqual({ hotels: { nodes: [{ id: 'londoner-grand' }] } })
  })

  it('answer to the survey only with records that are marked as samples', async () => {
    expect(
      await ask(`{ hotel(id: "venetian") {
        occupancy { month percent provenance { sample dataset { id } } }
        december: occupancy(month: "2025-12") { month percent }
        never: occupancy(month: "2019-01") { month }
        averageRate { averageRateMop provenance { sample } }
        ownOccupancy { percent }
        classAverageOccupancy { month percent hotels provenance { sample } } } }`),
    ).toEqual({
      hotel: {
        occupancy: {
          month: '2026-01',
          percent: 89.5,
          provenance: { sample: true, dataset: { id: 'dsec-hotel-survey' } },
        },
        december: { month: '2025-12', percent: 89.5 },
        never: null,
        averageRate: { averageRateMop: 1865, provenance: { sample: true } },
        ownOccupancy: { percent: 89.5 },
        classAverageOccupancy: { month: '2026-01', percent: 92, hotels: 28, provenance: { sample: true } },
      },
    })
    expect(await ask('{ hotel(id: "lisboa") { classAverageOccupancy { percent hotels } } }')).toEqual({
      hotel: { classAverageOccupancy: { percent: 89.4, hotels: 5 } },
    })
  })

  it('are establishments, whose complaints come newest first', async () => {
    expect(
      await ask(`{ establishment(id: "venetian") { __typename name { en }
        complaints { id receivedOn subject state provenance { sample } } } }`),
    ).toEqual({
      establishment: {
        __typename: 'Hotel',
        name: { en: 'The Venetian Macao' },
        complaints: [
          {
            id: 'sample-complaint-02',
            receivedOn: '2026-08-15',
            subject: 'HYGIENE',
            state: 'CLOSED',
            provenance: { sample: true },
          },
          {
            id: 'sample-complaint-01',
            receivedOn: '2026-07-08',
            subject: 'PRICE',
            state: 'UNDER_REVIEW',
            provenance: { sample: true },
          },
        ],
      },
    })
    expect(await ask('{ hotel(id: "parisian") { complaints { id } } }')).toEqual({
      hotel: { complaints: [] },
    })
  })

  it('are null, not an error, when there is none of that id', async () => {
    expect(await ask('{ hotel(id: "none") { id } establishment(id: "none") { id } }')).toEqual({
      hotel: null,
      establishment: null,
    })
  })
})
