import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

interface EditionFact {
  readonly event: string
  readonly year: number
  readonly edition: number | null
  readonly start: string | null
  readonly end: string | null
  readonly days?: readonly string[]
  readonly status: string
  readonly note?: string
  readonly confidence: string
  readonly source: string
}

const calendar: { readonly event_editions: readonly EditionFact[] } = JSON.parse(
  readFileSync(new URL('test/facts/calendar.json', packageRoot), 'utf8'),
)

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
  it('have months and a rule, and a venue only where the source states it', async () => {
    expect(
      await ask(`{ events(filter: { month: 11 }, orderBy: MONTH) { totalCount nodes { id kind usualMonths organiser
        dateRule rule { en } venue { id } attraction { id } } } }`),
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
            rule: {
              en: 'about five weeks. No source states the days of 2026 and 2027: none is given.',
            },
            venue: null,
            attraction: null,
          },
          {
            id: 'food-festival',
            kind: 'GASTRONOMY',
            usualMonths: [11],
            organiser: 'catering association',
            dateRule: 'about two weeks, Sai Van Lake',
            rule: {
              en: 'about two weeks, Sai Van Lake. No source states the days of 2026 and 2027: none is given.',
            },
            venue: null,
            attraction: { id: 'sai-van-lake' },
          },
          {
            id: 'grand-prix',
            kind: 'SPORT',
            usualMonths: [11],
            organiser: 'ID',
            dateRule: 'four days to the Sunday from 16 to 22 November',
            rule: { en: 'four days to the Sunday from 16 to 22 November' },
            venue: null,
            attraction: null,
          },
        ],
      },
    })
  })

  it('have every edition that the calendar has, with who says so and how sure it is', async () => {
    const data = await ask(`{ events(first: 100) { nodes { id editions {
      year number startsOn endsOn days status confidence note source } } } }`)
    const expected = calendar.event_editions.map((fact) => ({
      year: fact.year,
      number: fact.edition,
      startsOn: fact.start,
      endsOn: fact.end,
      days: fact.days ?? null,
      status: fact.status.toUpperCase().replaceAll(' ', '_'),
      confidence: fact.confidence.toUpperCase(),
      note: fact.note ?? null,
      source: fact.source,
    }))
    const ids = [...new Set(calendar.event_editions.map(({ event }) => event))].toSorted()
    expect(expected).toHaveLength(59)
    expect(data).toEqual({
      events: {
        nodes: ids.map((id) => ({
          id,
          editions: expected.filter((_, index) => calendar.event_editions[index]?.event === id),
        })),
      },
    })
  })

  it.each([
    ['on: "2026-06-19"', ['dragon-boat']],
    // Between its two weekends no boat races.
    ['on: "2026-06-16"', []],
    ['on: "2026-05-24"', ['drunken-dragon', 'tam-kung']],
    ['on: "2026-01-05"', ['light-up']],
    // Only the first day of the biennale is stated.
    ['on: "2025-07-19"', ['art-macao', 'gastronomy-fest']],
    ['on: "2025-08-20"', []],
    ['between: { from: "2026-11-01", to: "2026-11-30" }', ['grand-prix']],
    ['between: { from: "2025-12-07", to: "2026-01-11" }, orderBy: DATE', ['light-up', 'marathon']],
    ['between: { from: "2026-02-21", to: "2026-02-21" }', ['passion']],
  ])('are found by day: %s', async (args, ids) => {
    expect(await ask(`{ events(${args}) { totalCount nodes { id } } }`)).toEqual({
      events: { totalCount: ids.length, nodes: ids.map((id) => ({ id })) },
    })
  })

  it("come next in the order of their dates across the year's end", async () => {
    const data = await ask(
      `{ events(next: "2026-11-22", orderBy: DATE, first: 6) { nodes { id editions(between: { from: "2026-11-22", to: "2027-04-30" }) { startsOn } } } }`,
    )
    expect(data).toEqual({
      events: {
        nodes: [
          ['grand-prix', '2026-11-19'],
          ['marathon', '2026-12-06'],
          ['lny-parade', '2027-02-08'],
          ['passion', '2027-02-13'],
          ['a-ma', '2027-04-29'],
          ['drunken-dragon', null],
        ].map(([id, startsOn]) => ({ id, editions: startsOn === null ? [] : [{ startsOn }] })),
      },
    })
  })

  it('say in three languages where no source states a day', async () => {
    expect(await ask('{ event(id: "fringe") { usualMonths rule { zh pt en } } }')).toEqual({
      event: {
        usualMonths: [9],
        rule: {
          zh: '2025 年起在九月，之前在一月。沒有來源公佈 2026、2027 年的日期，故不列出。',
          pt: 'em Setembro desde 2025, antes em Janeiro. Nenhuma fonte indica os dias de 2026 e 2027: não se dão.',
          en: 'September since 2025, January before. No source states the days of 2026 and 2027: none is given.',
        },
      },
    })
    const data = await ask('{ events(first: 100) { nodes { id rule { zh pt } } } }')
    expect(JSON.stringify(data)).not.toContain('null')
  })

  it.each([
    ['orderBy: DATE', 'orderBy: expected with DATE one of on, between, next; got "DATE".'],
    [
      'on: "2026-06-19", next: "2026-06-19"',
      'on, between, from: expected one of them at most; got ["2026-06-19","2026-06-19"].',
    ],
    [
      'between: { from: "2026-06-19", to: "2026-06-18" }',
      'between.to: expected a day not before 2026-06-19; got "2026-06-18".',
    ],
  ])('are not found by %s', async (args, message) => {
    const { errors } = await subgraph.ask(`{ events(${args}) { totalCount } }`)
    expect(errors?.map((error) => error.message)).toEqual([message])
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
