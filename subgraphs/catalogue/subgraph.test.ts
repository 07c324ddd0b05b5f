import { readFileSync } from 'node:fs'
import { buildSchema, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { AREA_TABLE } from '../_kit/lists/knownIds.ts'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { createDefinition, definition } from './server.ts'

interface HolidayFact {
  readonly date: string
  readonly name: { readonly zh: string; readonly pt: string; readonly en: string }
  readonly mandatory: boolean
  readonly confidence: string
  readonly basis: string
}

const calendar: { readonly public_holidays: readonly HolidayFact[] } = JSON.parse(
  readFileSync(new URL('test/facts/calendar.json', packageRoot), 'utf8'),
)

interface DatasetFact {
  readonly dataset: string
  readonly name_zh: string
  readonly update: string | null
  readonly openness: string | null
  readonly last_modified: string | null
  readonly confidence: string
  readonly source: string
}

const licences: { readonly datasets: readonly DatasetFact[] } = JSON.parse(
  readFileSync(new URL('test/facts/licences.json', packageRoot), 'utf8'),
)

const READ = new Set([
  'ea50a770-cc35-47cc-a3ba-7f60092d4bc4',
  'ac55c2f1-780a-4dc8-875f-851b2203b706',
  'e7b2e84d-3333-42f0-b676-64ce95306f0d',
  '81c17efc-3e92-484e-ab14-de7fa0f90f01',
  '6dafc514-7fc6-4d4e-9468-8772ba1c3b44',
  '7e1eca8e-6ffe-4f74-8c81-25c25beb45b2',
  '3546225a-2a34-4645-b01e-6752aed03993',
  '094324ef-45cb-4d5f-9004-77e6d82c1042',
  'f6a9892d-7e16-49f0-bcd3-573d670cefe5',
  '5c28f0cf-1666-44bd-9339-50d81d28f0f7',
  'c82615a1-af57-401f-ae78-6eec7a18a530',
])
const UNVERIFIED = '2b41806f-b2a3-4555-9816-47c287239922'

const plan: { readonly bureaus: readonly unknown[] } = JSON.parse(
  readFileSync(new URL('subgraphs/catalogue/data/plan-bureaus.json', packageRoot), 'utf8'),
)

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(createDefinition([]))
})
afterAll(() => subgraph.stop())

describe('the catalogue subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('catalogue', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('reads all of its bundled records and sets none aside', () => {
    const counts = subgraph.reports().map(({ id, accepted, setAside, lastError }) => ({
      id,
      accepted: id.startsWith('portal') ? accepted > 10 : accepted,
      setAside,
      lastError,
    }))
    expect(counts).toEqual([
      { id: 'portal-datasets', accepted: true, setAside: [], lastError: null },
      { id: 'portal-details', accepted: true, setAside: [], lastError: null },
      { id: 'dsec-areas', accepted: 37, setAside: [], lastError: null },
      { id: 'plan-bureaus', accepted: plan.bureaus.length, setAside: [], lastError: null },
      { id: 'safp-public-holidays', accepted: 83, setAside: [], lastError: null },
    ])
  })
})

describe('public holidays', () => {
  it('are all that the calendar states, with their names, and how sure they are', async () => {
    const answer = await subgraph.ask(
      '{ publicHolidays(kind: PUBLIC_HOLIDAY) { date name { zh pt en } isMandatory confidence basis replaces } }',
    )
    expect(answer.data?.publicHolidays).toEqual(
      calendar.public_holidays.map(({ date, name, mandatory, confidence, basis }) => ({
        date,
        name,
        isMandatory: mandatory,
        confidence: confidence.toUpperCase(),
        basis,
        replaces: null,
      })),
    )
  })

  it('come with the substitute days and half days of the public service, by date', async () => {
    const answer = await subgraph.ask(
      `{ publicHolidays(from: "2026-12-20", to: "2026-12-31") { date kind name { en } replaces } }`,
    )
    expect(answer.data?.publicHolidays).toEqual([
      day('2026-12-20', 'PUBLIC_HOLIDAY', 'Macao SAR Establishment Day'),
      day('2026-12-21', 'SUBSTITUTE_DAY', 'Macao SAR Establishment Day', '2026-12-20'),
      day('2026-12-22', 'PUBLIC_HOLIDAY', 'Winter Solstice'),
      day('2026-12-24', 'PUBLIC_HOLIDAY', 'Christmas Eve'),
      day('2026-12-25', 'PUBLIC_HOLIDAY', 'Christmas Day'),
      day('2026-12-31', 'HALF_DAY', null),
    ])
    const all = await subgraph.ask('{ publicHolidays { kind } }')
    expect(all.data?.publicHolidays).toHaveLength(60 + 17 + 6)
  })

  it('have Lunar New Year on the day of the table, which Intl has not', async () => {
    const answer = await subgraph.ask(
      '{ publicHolidays(from: "2027-02-01", to: "2027-02-10") { date kind } }',
    )
    expect(answer.data?.publicHolidays).toEqual([
      { date: '2027-02-05', kind: 'HALF_DAY' },
      { date: '2027-02-06', kind: 'PUBLIC_HOLIDAY' },
      { date: '2027-02-07', kind: 'PUBLIC_HOLIDAY' },
      { date: '2027-02-08', kind: 'PUBLIC_HOLIDAY' },
      { date: '2027-02-09', kind: 'SUBSTITUTE_DAY' },
      { date: '2027-02-10', kind: 'SUBSTITUTE_DAY' },
    ])
  })

  function day(date: string, kind: string, en: string | null, replaces: string | null = null) {
    return { date, kind, name: en === null ? null : { en }, replaces }
  }
})

describe('administrative areas', () => {
  it('are those by whose ids every bureau knows which area there is', async () => {
    const { data } = await subgraph.ask('{ administrativeAreas { id } }')
    const known: unknown = JSON.parse(readFileSync(AREA_TABLE, 'utf8'))
    expect(data).toEqual({
      administrativeAreas: expect.arrayContaining(Array.isArray(known) ? known.map((id) => ({ id })) : []),
    })
    expect(data?.administrativeAreas).toHaveLength(Array.isArray(known) ? known.length : 0)
  })

  it('are seven parishes with their people and land, which add up to the census', async () => {
    const answer = await subgraph.ask(
      '{ administrativeAreas(kind: PARISH) { id name { en } population landAreaKm2 } }',
    )
    expect(answer).toEqual({
      data: {
        administrativeAreas: [
          parish('fatima', 'Parish of Our Lady of Fátima', 256_381, 3.2),
          parish('santo-antonio', 'Parish of St. Anthony', 133_920, 1.1),
          parish('sao-lazaro', 'Parish of St. Lazarus', 33_442, 0.6),
          parish('se', 'Cathedral Parish (Sé)', 55_275, 3.4),
          parish('sao-lourenco', 'Parish of St. Lawrence', 53_840, 1),
          parish('carmo', 'Parish of Our Lady of Carmel', 112_051, 7.9),
          parish('sao-francisco', 'Parish of St. Francis Xavier', 36_384, 7.6),
        ],
      },
    })
  })

  it('say where the people of Cotai are counted, and never zero for not counted', async () => {
    const answer = await subgraph.ask(
      `{ cotai: administrativeArea(id: "cotai") { kind population populationNote landAreaKm2 }
         coloane: administrativeArea(id: "sao-francisco") { populationNote } }`,
    )
    expect(answer.data).toEqual({
      cotai: {
        kind: 'RECLAMATION_AREA',
        population: null,
        populationNote: 'The census of 2021 counts the people of Cotai in São Francisco Xavier.',
        landAreaKm2: 6.1,
      },
      coloane: { populationNote: 'Includes the people of Cotai.' },
    })
  })

  it('lead from a statistical district to its parish and back, without an English name that nobody gave', async () => {
    const answer = await subgraph.ask(
      `{ administrativeArea(id: "district-patane-e-sao-paulo") {
           name { zh pt en best(language: EN) { text language } } confidence parent { id parts { id } } } }`,
    )
    expect(answer.data).toEqual({
      administrativeArea: {
        name: {
          zh: '沙梨頭及大三巴區',
          pt: 'Patane e São Paulo',
          en: null,
          best: { text: '沙梨頭及大三巴區', language: 'ZH' },
        },
        confidence: 'MEDIUM',
        parent: {
          id: 'santo-antonio',
          parts: [
            { id: 'district-doca-do-lamau' },
            { id: 'district-horta-e-costa-e-ouvidor-arriaga' },
            { id: 'district-san-kio' },
            { id: 'district-patane-e-sao-paulo' },
          ],
        },
      },
    })
  })

  it('are 2 reclaimed areas beside Cotai, 3 special zones and 24 districts', async () => {
    const answer = await subgraph.ask(
      `{ reclaimed: administrativeAreas(kind: RECLAMATION_AREA) { id }
         special: administrativeAreas(kind: SPECIAL_ZONE) { id boundingBox { approximate } }
         districts: administrativeAreas(kind: STATISTICAL_DISTRICT) { id }
         none: administrativeArea(id: "atlantis") { id } }`,
    )
    expect(answer.data).toMatchObject({
      reclaimed: [{ id: 'cotai' }, { id: 'zone-a' }, { id: 'zone-b' }],
      special: ['hzmb-port', 'hengqin-port', 'umac'].map((id) => ({
        id,
        boundingBox: { approximate: true },
      })),
      none: null,
    })
    expect(answer.data?.districts).toHaveLength(24)
  })
})

function parish(id: string, en: string, population: number, landAreaKm2: number) {
  return { id, name: { en }, population, landAreaKm2 }
}

describe('a place', () => {
  it('is named by its coordinate to five decimals and knows how far another is', async () => {
    const answer = await subgraph.ask(
      '{ place(lat: 22.1975849, lng: 113.5408512) { id lat lng distanceTo(place: "22.19380,113.53990") } }',
    )
    expect(answer).toEqual({
      data: {
        place: { id: '22.19758,113.54085', lat: 22.19758, lng: 113.54085, distanceTo: 432 },
      },
    })
  })

  it('outside the territory is refused with the limits', async () => {
    const answer = await subgraph.ask('{ place(lat: 22.19758, lng: 114.1) { id } }')
    expect(answer.data).toEqual({ place: null })
    expect(answer.errors?.map(({ message, extensions }) => ({ message, code: extensions.code }))).toEqual([
      {
        message:
          'lat, lng: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got "22.19758,114.1".',
        code: 'BAD_USER_INPUT',
      },
    ])
  })

  it('keeps its own fields when the other place is not one', async () => {
    const answer = await subgraph.ask('{ place(lat: 22.2, lng: 113.55) { id distanceTo(place: "here") } }')
    expect(answer.data).toEqual({ place: { id: '22.20000,113.55000', distanceTo: null } })
    expect(answer.errors?.[0]?.message).toBe(
      'place: expected a place id "latitude,longitude" with five decimals each, such as "22.19758,113.54085"; got "here".',
    )
  })
})

describe('bureaus', () => {
  it('name the five that lead, in the language of the plan alone', async () => {
    const answer = await subgraph.ask('{ bureaus(role: LEAD) { name { zh pt en } } }')
    expect(answer.data).toEqual({
      bureaus: ['科技產業發展局', '經濟法律制度局', '建設發展局', '財稅局', '文化教育局'].map((zh) => ({
        name: { zh, pt: null, en: null },
      })),
    })
  })

  it('hold their data sets', async () => {
    const answer = await subgraph.ask(
      '{ bureau(id: "data-gov-mo") { role datasets(first: 2) { totalCount nodes { id custodian { id } } pageInfo { hasNextPage } } } }',
    )
    expect(answer.data).toEqual({
      bureau: {
        role: 'CUSTODIAN',
        datasets: {
          totalCount: 3,
          nodes: [
            { id: 'plan-bureaus', custodian: { id: 'data-gov-mo' } },
            { id: 'portal-datasets', custodian: { id: 'data-gov-mo' } },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    })
  })
})

describe('data sets', () => {
  it('join what the portal lists with what its page and the graph add', async () => {
    const answer = await subgraph.ask(
      `{ dataset(id: "dsec-areas") { title { zh pt en } custodian { name { en } } publisherNames origin theme accessTier
           licence licenceStatus formats updateFrequency lifecycleState sample modifiedAt portalVisits
           feed { state accepted } provenance { dataset { id title { en } } } } }`,
    )
    expect(answer).toEqual({
      data: {
        dataset: {
          title: {
            zh: '堂區及統計分區',
            pt: 'Freguesias e zonas estatísticas',
            en: 'Parishes and statistical districts',
          },
          custodian: { name: { en: 'Statistics and Census Service' } },
          publisherNames: ['統計暨普查局'],
          origin: 'GOVERNMENT',
          theme: 'POPULATION',
          accessTier: 'PUBLIC',
          licence: null,
          licenceStatus: 'NOT_STATED',
          formats: ['JSON'],
          updateFrequency: 'with each census',
          lifecycleState: 'PUBLISHED',
          sample: false,
          modifiedAt: null,
          portalVisits: null,
          feed: { state: 'BUNDLED', accepted: 37 },
          provenance: { dataset: { id: 'portal-datasets', title: { en: 'Catalogue of data sets' } } },
        },
      },
    })
  })

  it.each(['堂區', 'freguesias', 'FREGUESIAS e zonas estatisticas', 'statistical DISTRICTS'])(
    'are found by "%s", whatever its language, case and accents',
    async (text) => {
      const answer = await subgraph.ask(
        'query ($text: String) { datasets(filter: { text: $text, theme: POPULATION }) { nodes { id } } }',
        { text },
      )
      expect(answer).toEqual({ data: { datasets: { nodes: [{ id: 'dsec-areas' }] } } })
    },
  )

  it('are restricted by every part of a filter at once', async () => {
    const answer = await subgraph.ask(
      `{ one: datasets(filter: { custodian: "dsec", theme: POPULATION, accessTier: PUBLIC, lifecycleState: PUBLISHED }) { nodes { id } }
         none: datasets(filter: { custodian: "dsec", theme: POPULATION, lifecycleState: WITHDRAWN }) { totalCount } }`,
    )
    expect(answer.data).toEqual({ one: { nodes: [{ id: 'dsec-areas' }] }, none: { totalCount: 0 } })
  })

  it('refuse to look for nothing', async () => {
    const answer = await subgraph.ask('{ datasets(filter: { text: " " }) { totalCount } }')
    expect(answer.errors?.[0]?.message).toBe('filter.text: expected text to look for; got " ".')
  })

  it('say how open they are, how often and when last updated, as far as anybody states it', async () => {
    const answer = await subgraph.ask(
      '{ datasets(first: 100) { nodes { title { zh } openness updateFrequency modifiedAt licence publisherNote id } } }',
    )
    const told = readPage(answer.data?.datasets).nodes
    const unread = told.filter(({ id }) => isUnread(id))
    // Seven of the sets are read by the graph, and the id of one is the guess of one application.
    const facts = licences.datasets.filter(({ dataset }) => !READ.has(dataset) && dataset !== UNVERIFIED)
    expect(unread.map(({ title }) => title.zh).toSorted()).toEqual(
      facts.map(({ name_zh }) => name_zh).toSorted(),
    )
    for (const fact of facts)
      expect(unread).toContainEqual({
        title: { zh: fact.name_zh },
        openness: fact.openness === null ? 'NOT_STATED' : 'UNCONDITIONAL',
        updateFrequency: fact.update,
        modifiedAt: fact.last_modified && `${fact.last_modified.replace(' ', 'T')}+08:00`,
        licence: null,
        publisherNote: expect.stringContaining(`${fact.source} (confidence ${fact.confidence})`),
        id: fact.dataset,
      })
    expect(told.filter(({ openness }) => openness === 'UNCONDITIONAL')).toHaveLength(
      // The stops and the order of routes are two feeds of one set.
      licences.datasets.filter(({ openness }) => openness !== null).length + 1,
    )
    expect(told.filter(({ modifiedAt }) => modifiedAt !== null)).toHaveLength(4)
  })

  it('that the graph reads say what the portal states of them', async () => {
    const fields = 'openness updateFrequency licence licenceStatus'
    const answer = await subgraph.ask(`{
      live: dataset(id: "dsat-carpark-live") { ${fields} } stops: dataset(id: "dsat-bus-stops") { ${fields} }
      hotels: dataset(id: "mgto-hotels") { ${fields} } events: dataset(id: "mgto-events") { ${fields} } }`)
    const unlicensed = { licence: null, licenceStatus: 'NOT_STATED' }
    expect(answer.data).toEqual({
      live: { openness: 'UNCONDITIONAL', updateFrequency: 'every 10 seconds', ...unlicensed },
      stops: { openness: 'UNCONDITIONAL', updateFrequency: 'as needed', ...unlicensed },
      hotels: { openness: 'NOT_STATED', updateFrequency: 'daily', ...unlicensed },
      events: {
        openness: 'NOT_STATED',
        updateFrequency: 'daily',
        licence: 'MGTO newsplus: non-commercial use, with attribution',
        licenceStatus: 'STATED',
      },
    })
  })

  it('name only types and fields that the graph has', async () => {
    const api = buildSchema(readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8'))
    const ask = async (page: string) => {
      const answer = await subgraph.ask(
        `{ datasets(${page}) { totalCount nodes { id fields feed { id } } pageInfo { endCursor } } }`,
      )
      return readPage(answer.data?.datasets)
    }
    const { nodes: head, totalCount, pageInfo } = await ask('first: 100')
    const { nodes: tail } = await ask(`first: 100, after: "${pageInfo.endCursor}"`)
    const nodes = [...head, ...tail]
    expect(nodes).toHaveLength(totalCount)
    expect(nodes.filter(({ id, fields }) => (fields.length === 0) !== isUnread(id))).toEqual([])
    expect(nodes.flatMap(({ fields }) => fields.filter((field) => !exists(api, field)))).toEqual([])
  })

  it('are paged through to the end without loss or repetition', async () => {
    const seen: unknown[] = []
    let after: unknown = null
    let total: unknown
    do {
      const { data } = await subgraph.ask(
        'query ($after: String) { datasets(first: 5, after: $after, orderBy: CUSTODIAN) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      const page = readPage(data?.datasets)
      seen.push(...page.nodes.map(({ id }) => id))
      total = page.totalCount
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(new Set(seen).size).toBe(total)
    expect(seen).toHaveLength(Number(total))
  })
})

/** A data set that the graph reads bears the id of its feed, another that of the portal. */
function isUnread(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}

interface DatasetNode {
  readonly id: string
  readonly title: { readonly zh: string }
  readonly fields: readonly string[]
  readonly openness: string | null
  readonly modifiedAt: string | null
}

interface PageOfDatasets {
  readonly totalCount: number
  readonly nodes: readonly DatasetNode[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

function exists(api: GraphQLSchema, coordinate: string): boolean {
  const [name = '', field] = coordinate.split('.')
  const type = api.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  return field === undefined || field in type.getFields()
}

/** The queries above ask for this shape, or for a part of it. */
function readPage(page: unknown): PageOfDatasets {
  return page as PageOfDatasets
}

describe('entities', () => {
  it('are resolved by their keys; what does not exist is null', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename
        ... on Place { lat } ... on AdministrativeArea { kind } ... on Bureau { role } ... on Dataset { theme } } }`,
      {
        keys: [
          { __typename: 'Place', id: '22.19380,113.53990' },
          { __typename: 'AdministrativeArea', id: 'umac' },
          { __typename: 'Bureau', id: 'ic' },
          { __typename: 'Dataset', id: 'dsec-areas' },
          { __typename: 'Dataset', id: 'none' },
          { __typename: 'Place', id: 'nowhere' },
        ],
      },
    )
    expect(answer).toEqual({
      data: {
        _entities: [
          { __typename: 'Place', lat: 22.1938 },
          { __typename: 'AdministrativeArea', kind: 'SPECIAL_ZONE' },
          { __typename: 'Bureau', role: 'CUSTODIAN' },
          { __typename: 'Dataset', theme: 'POPULATION' },
          null,
          null,
        ],
      },
    })
  })
})
