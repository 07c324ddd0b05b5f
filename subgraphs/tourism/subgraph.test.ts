import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
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

const ENTITIES = 'query ($keys: [_Any!]!) { _entities(representations: $keys)'
const place = (id: string) => ({ __typename: 'Place', id })

describe('the tourism subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('tourism', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('holds every record of its bundled sources and sets none aside', () => {
    expect(subgraph.reports().map(({ id, accepted, setAside }) => [id, accepted, setAside.length])).toEqual([
      ['mgto-hotels', 33, 0],
      ['mgto-attractions', 54, 0],
      ['mgto-events', 27, 0],
      ['mgto-event-editions', 59, 0],
      ['dsec-visitor-arrivals', 221, 0],
      ['dsec-hotel-occupancy', 133, 0],
      ['dsec-new-companies', 69, 0],
      ['dsec-hotel-survey', 99, 0],
      ['mgto-dataplus', 576, 0],
      ['mgto-guides', 12, 0],
      ['mgto-complaints', 14, 0],
      ['mgto-event-security', 3, 0],
    ])
  })
})

describe('places', () => {
  it('show the hotels of four stars or more within 600 m of an LRT station', async () => {
    expect(
      await ask(
        `${ENTITIES} { ... on Place { nearbyHotels(withinMetres: 600, minStars: 4) { metres hotel { id } } } } }`,
        { keys: [place('22.15087,113.55455'), place('22.13952,113.55981'), place('22.14066,113.54492')] },
      ),
    ).toEqual({
      _entities: [
        {
          nearbyHotels: [
            { metres: 234, hotel: { id: 'banyan-tree' } },
            { metres: 253, hotel: { id: 'okura' } },
            { metres: 288, hotel: { id: 'galaxy-hotel' } },
            { metres: 442, hotel: { id: 'ritz-carlton' } },
            { metres: 453, hotel: { id: 'jw-marriott' } },
          ],
        },
        {
          nearbyHotels: [
            { metres: 255, hotel: { id: 'studio-city' } },
            { metres: 494, hotel: { id: 'parisian' } },
          ],
        },
        { nearbyHotels: [] },
      ],
    })
  })

  it('show the attractions of some kinds near a station, nearest first', async () => {
    expect(
      await ask(
        `${ENTITIES} { ... on Place { nearbyAttractions(withinMetres: 300, categories: [MUSEUM, RESORT]) { metres attraction { id } } } } }`,
        { keys: [place('22.14826,113.56912'), place('22.18367,113.52941')] },
      ),
    ).toEqual({
      _entities: [
        {
          nearbyAttractions: [
            { metres: 105, attraction: { id: 'wynn-palace-lake' } },
            { metres: 295, attraction: { id: 'city-of-dreams' } },
          ],
        },
        { nearbyAttractions: [] },
      ],
    })
  })

  it('show all that is near the Ruins of St. Paul', async () => {
    expect(
      await ask(
        `${ENTITIES} { ... on Place { lat lng nearbyAttractions(first: 3) { metres attraction { id } }
          nearbyHotels(withinMetres: 700) { metres hotel { id } } } } }`,
        { keys: [place('22.19758,113.54085')] },
      ),
    ).toEqual({
      _entities: [
        {
          lat: 22.19758,
          lng: 113.54085,
          nearbyAttractions: [
            { metres: 0, attraction: { id: 'ruins-st-paul' } },
            { metres: 65, attraction: { id: 'travessa-paixao' } },
            { metres: 163, attraction: { id: 'mount-fortress' } },
          ],
          nearbyHotels: [
            { metres: 521, hotel: { id: 'sofitel-ponte16' } },
            { metres: 614, hotel: { id: 'royal' } },
          ],
        },
      ],
    })
  })
})

describe('administrative areas', () => {
  it('list their hotels and attractions', async () => {
    expect(
      await ask(
        `${ENTITIES} { ... on AdministrativeArea { id hotels(first: 0, filter: { minStars: 5 }) { totalCount }
          attractions(first: 2) { totalCount nodes { id } } } } }`,
        {
          keys: ['cotai', 'fatima'].map((id) => ({ __typename: 'AdministrativeArea', id })),
        },
      ),
    ).toEqual({
      _entities: [
        {
          id: 'cotai',
          hotels: { totalCount: 18 },
          attractions: { totalCount: 7, nodes: [{ id: 'city-of-dreams' }, { id: 'galaxy' }] },
        },
        {
          id: 'fatima',
          hotels: { totalCount: 0 },
          attractions: { totalCount: 3, nodes: [{ id: 'border-gate-arch' }, { id: 'kun-iam-temple' }] },
        },
      ],
    })
  })

  it('withhold an hour in which fewer than 50 devices were counted, and know nothing of other areas', async () => {
    expect(
      await ask(
        `${ENTITIES} { ... on AdministrativeArea { visitorsByHour { month hour visitors isSuppressed provenance { sample } } } } }`,
        {
          keys: ['district-ilha-verde', 'se'].map((id) => ({ __typename: 'AdministrativeArea', id })),
        },
      ),
    ).toMatchObject({
      _entities: [
        {
          visitorsByHour: {
            length: 24,
            0: {
              month: '2026-10',
              hour: 0,
              visitors: null,
              isSuppressed: true,
              provenance: { sample: true },
            },
            6: { hour: 6, visitors: 50, isSuppressed: false },
            8: { hour: 8, visitors: 142, isSuppressed: false },
          },
        },
        { visitorsByHour: null },
      ],
    })
  })
})

describe('entity references', () => {
  it('are resolved for every entity that the bureau owns', async () => {
    const owned = { Hotel: 'royal', Attraction: 'penha', Event: 'marathon', Guide: 'sample-guide-01' }
    const data = await ask(
      `${ENTITIES} { __typename ... on Hotel { id } ... on Attraction { id } ... on Event { id } ... on Guide { id } } }`,
      {
        keys: [
          ...Object.entries(owned).map(([__typename, id]) => ({ __typename, id })),
          { __typename: 'Hotel', id: 'none' },
        ],
      },
    )
    expect(data).toEqual({
      _entities: [...Object.entries(owned).map(([__typename, id]) => ({ __typename, id })), null],
    })
  })
})

describe('what takes place', () => {
  it('is listed by the attraction and the venue of which the source states it', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) {
        attraction(id: "taipa-houses") { events { totalCount nodes { id } } }
        none: attraction(id: "penha") { events { totalCount nodes { id } } }
        month: attraction(id: "sai-van-lake") { events(filter: { month: 11 }) { nodes { id } } }
        otherMonth: attraction(id: "sai-van-lake") { events(filter: { month: 5 }) { nodes { id } } }
        _entities(representations: $keys) { ... on Venue { events { totalCount } } } }`,
      { keys: [{ __typename: 'Venue', id: 'ccm' }] },
    )
    expect(answer).toEqual({
      data: {
        attraction: { events: { totalCount: 1, nodes: [{ id: 'lusofonia' }] } },
        none: { events: { totalCount: 0, nodes: [] } },
        month: { events: { nodes: [{ id: 'food-festival' }] } },
        otherMonth: { events: { nodes: [] } },
        // The source names no venue in any event.
        _entities: [{ events: { totalCount: 0 } }],
      },
    })
  })

  it('next is the edition that runs or, if none does, the first after the day', async () => {
    const answer = await subgraph.ask(
      `{ event(id: "grand-prix") {
        now: next { year startsOn endsOn }
        lastDay: next(from: "2026-11-22") { year }
        dayAfter: next(from: "2026-11-23") { year }
        never: next(from: "2099-01-01") { year } } }`,
    )
    expect(answer).toEqual({
      data: {
        event: {
          now: { year: 2026, startsOn: '2026-11-19', endsOn: '2026-11-22' },
          lastDay: { year: 2026 },
          dayAfter: { year: 2027 },
          never: null,
        },
      },
    })
  })
})
