import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('attractions', () => {
  it('lead to the monument or museum that they are', async () => {
    expect(
      await ask(`{ attraction(id: "ruins-st-paul") { name { zh pt en } category feeMop classifiedCode
        heritage { __typename ... on Monument { id } } place { id } area { id } } }`),
    ).toEqual({
      attraction: {
        name: { zh: '大三巴牌坊', pt: 'Ruínas de São Paulo', en: "Ruins of St. Paul's" },
        category: 'HERITAGE',
        feeMop: 0,
        classifiedCode: null,
        heritage: { __typename: 'Monument', id: 'wh-18' },
        place: { id: '22.19758,113.54085' },
        area: { id: 'santo-antonio' },
      },
    })
    expect(
      await ask(
        '{ attraction(id: "science-center") { heritage { __typename ... on Museum { id } } classifiedCode } }',
      ),
    ).toEqual({
      attraction: { heritage: { __typename: 'Museum', id: 'science-center' }, classifiedCode: null },
    })
  })

  it('have only a code where the classified list is not held', async () => {
    expect(
      await ask('{ attraction(id: "red-market") { heritage { __typename } classifiedCode feeMop } }'),
    ).toEqual({
      attraction: { heritage: null, classifiedCode: 'AM010', feeMop: 0 },
    })
  })

  it('count ten monuments, three museums and fourteen codes', async () => {
    const data = await ask('{ attractions(first: 100) { nodes { heritage { __typename } classifiedCode } } }')
    const text = JSON.stringify(data)
    expect(text.match(/"Monument"/g)).toHaveLength(10)
    expect(text.match(/"Museum"/g)).toHaveLength(3)
    expect(text.match(/"[A-Z]{2}\d{3}"/g)).toHaveLength(14)
  })

  it('are free, cost something or are of unknown fee', async () => {
    const paid =
      '{ attractions(filter: { isFree: false }, orderBy: FEE_LOWEST_FIRST) { nodes { id feeMop } } }'
    expect(await ask(paid)).toEqual({
      attractions: {
        nodes: [
          { id: 'panda-pavilion', feeMop: 10 },
          { id: 'science-center', feeMop: 25 },
          { id: 'parisian-eiffel', feeMop: 75 },
          { id: 'grand-prix-museum', feeMop: 80 },
          { id: 'studio-city-reel', feeMop: 100 },
          { id: 'macau-tower', feeMop: 195 },
        ],
      },
    })
    expect(await ask('{ attractions(filter: { isFree: true }) { totalCount } }')).toEqual({
      attractions: { totalCount: 44 },
    })
    expect(await ask('{ attraction(id: "galaxy") { feeMop } }')).toEqual({ attraction: { feeMop: null } })
  })
})

describe('events', () => {
  it('have months and a rule, no dates, and a venue only where the source states it', async () => {
    expect(
      await ask(`{ events(filter: { month: 11 }, orderBy: MONTH) { totalCount nodes { id kind usualMonths organiser
        dateRule venue { id } attraction { id } } } }`),
    ).toEqual({
      events: {
        totalCount: 3,
        nodes: [
          {
            id: 'music-festival',
            kind: 'ARTS',
            usualMonths: [9, 10, 11],
            organiser: 'IC',
            dateRule: 'about five weeks',
            venue: null,
            attraction: null,
          },
          {
            id: 'food-festival',
            kind: 'GASTRONOMY',
            usualMonths: [11],
            organiser: 'catering association',
            dateRule: 'about two weeks, Sai Van Lake',
            venue: null,
            attraction: { id: 'sai-van-lake' },
          },
          {
            id: 'grand-prix',
            kind: 'SPORT',
            usualMonths: [11],
            organiser: 'ID',
            dateRule: 'four days to the third Sunday of November',
            venue: null,
            attraction: null,
          },
        ],
      },
    })
  })

  it('have a security plan that is a sample, or none', async () => {
    expect(
      await ask(`{ event(id: "grand-prix") { securityPlan { crowdLimit policePosts provenance { sample } } }
        other: event(id: "fringe") { securityPlan { summary } } }`),
    ).toEqual({
      event: { securityPlan: { crowdLimit: 20000, policePosts: 24, provenance: { sample: true } } },
      other: { securityPlan: null },
    })
  })
})

describe('guides', () => {
  it('are samples without names of people', async () => {
    expect(
      await ask(`{ guides(filter: { language: "pt" }) { totalCount nodes { id } }
        guide(id: "sample-guide-04") { name { en } licenceNumber languages licencePhone provenance { sample } } }`),
    ).toEqual({
      guides: {
        totalCount: 3,
        nodes: [{ id: 'sample-guide-04' }, { id: 'sample-guide-07' }, { id: 'sample-guide-08' }],
      },
      guide: {
        name: { en: 'sample guide 04' },
        licenceNumber: 'SAMPLE-0004',
        languages: ['yue', 'pt'],
        licencePhone: 'sample phone 04',
        provenance: { sample: true },
      },
    })
  })
})
