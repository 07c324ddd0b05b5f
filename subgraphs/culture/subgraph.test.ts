import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../test/kit/postgres.ts'
import { createCursors } from '../_kit/connection.ts'
import { SortDirection } from '../_kit/lists/sort.ts'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { migrate, seed } from './migrate.ts'
import type { MuseumsArgs } from './schema/museum.ts'
import { definition } from './server.ts'

const SUNDAY_AFTERNOON = '2026-11-22T14:20:00+08:00'
const MONDAY_EVENING = '2026-11-23T21:00:00+08:00'
const RUINS = '22.19758,113.54085'

const postgres = await startPostgres()
const SOURCES = [
  { kind: 'CSV', environment: {} },
  ...(postgres ? [{ kind: 'PostgreSQL', environment: { CULTURE_DATABASE_URL: postgres.url } }] : []),
]

beforeAll(async () => {
  if (!postgres) return
  await migrate(postgres.url)
  await seed(postgres.url)
})
afterAll(() => postgres?.stop())

it('publishes the schema that is committed', () => {
  expect(checkGoldenSchema('culture', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
})

describe.each(SOURCES)('the culture subgraph on $kind', ({ environment }) => {
  let subgraph: StartedSubgraph
  beforeAll(async () => {
    subgraph = await startTestSubgraph(definition, environment)
  })
  afterAll(() => subgraph.stop())

  async function ask(query: string, variables?: Readonly<Record<string, unknown>>) {
    const { data, errors } = await subgraph.ask(query, variables)
    expect(errors).toBeUndefined()
    return data
  }

  it('has every record of its registers, none set aside', () => {
    expect(subgraph.reports().map(({ id, accepted, setAside }) => [id, accepted, setAside.length])).toEqual([
      ['icm-heritage', 30, 0],
      ['icm-museums', 21, 0],
      ['icm-libraries', 17, 0],
      ['icm-venues', 22, 0],
      ['icm-classified-properties', 40, 0],
      ['icm-exhibitions', 8, 0],
      ['icm-museum-visitors', 262, 0],
      ['icm-condition-surveys', 22, 0],
      ['icm-event-programmes', 7, 0],
      ['icm-library-loans', 68, 0],
    ])
  })

  it('lists the exhibitions that are on now, on a day, of a museum, and those that close soonest', async () => {
    const data = await ask(
      `{ now: exhibitions(onNow: true, orderBy: ID) { totalCount nodes { id } }
         lastDay: exhibitions(on: "2026-12-20", orderBy: CLOSES_EARLIEST_FIRST, first: 2) { nodes { id closesOn } }
         dayAfter: exhibitions(on: "2026-12-21", orderBy: CLOSES_EARLIEST_FIRST, first: 1) { nodes { id } }
         firstDay: exhibitions(on: "2027-01-15", first: 1) { nodes { id opensOn museum { id } } }
         ofMuseum: exhibitions(onNow: true, filter: { museum: "mam" }) { nodes { id } }
         one: exhibition(id: "sample-exhibition-06") { title { en } museum { id } provenance { sample } }
         none: exhibition(id: "nothing") { id } }`,
    )
    const sample = (number: string) => `sample-exhibition-${number}`
    expect(data).toEqual({
      // All but the fourth, which opens in January.
      now: {
        totalCount: 7,
        nodes: ['01', '02', '03', '05', '06', '07', '08'].map((number) => ({ id: sample(number) })),
      },
      lastDay: {
        nodes: [
          { id: sample('06'), closesOn: '2026-12-20' },
          { id: sample('07'), closesOn: '2026-12-31' },
        ],
      },
      dayAfter: { nodes: [{ id: sample('07') }] },
      firstDay: { nodes: [{ id: sample('04'), opensOn: '2027-01-15', museum: { id: 'mam' } }] },
      ofMuseum: { nodes: [{ id: sample('03') }, { id: sample('02') }] },
      one: {
        title: { en: 'Sample exhibition 06' },
        museum: { id: 'handover-gifts' },
        provenance: { sample: true },
      },
      none: null,
    })
  })

  it('pages through exhibitions in the order of their last day', async () => {
    const first = await ask(
      '{ exhibitions(first: 7, orderBy: CLOSES_EARLIEST_FIRST) { pageInfo { endCursor hasNextPage } } }',
    )
    const { endCursor } = Object(first).exhibitions.pageInfo
    expect(
      await ask(
        `query ($after: String) { exhibitions(after: $after, orderBy: CLOSES_EARLIEST_FIRST) { nodes { id } } }`,
        { after: endCursor },
      ),
    ).toEqual({ exhibitions: { nodes: [{ id: 'sample-exhibition-04' }] } })
  })

  it('refuses a day beside onNow', async () => {
    const { errors } = await subgraph.ask('{ exhibitions(on: "2026-12-20", onNow: true) { totalCount } }')
    expect(errors?.map(({ message }) => message)).toEqual([
      'on, onNow: expected one of them at most; got ["2026-12-20",true].',
    ])
  })

  it('lists the nineteen museums that are open on Sunday at 14:20', async () => {
    const data = await ask(
      `query ($at: DateTime!) { museums(first: 50, filter: { openAt: $at }) { totalCount nodes { id isOpen(at: $at) } } }`,
      { at: SUNDAY_AFTERNOON },
    )
    const open = [
      'fire-services',
      'grand-prix',
      'handover-gifts',
      'lin-zexu',
      'mam',
      'maritime',
      'museum-of-macao',
      'poly-mgm',
      'sacred-art-crypt',
      'science-center',
      'st-dominic-treasury',
      'st-joseph-treasury',
      'sun-yat-sen-house',
      'taipa-coloane-history',
      'taipa-houses',
      'tak-seng-on',
      'tea-culture',
      'xian-xinghai',
      'ye-ting',
    ]
    expect(data).toEqual({
      museums: { totalCount: 19, nodes: open.map((id) => ({ id, isOpen: true })) },
    })
  })

  it.each([
    ['the pawnshop opens on an ordinary Monday', 'tak-seng-on', '2026-11-23T12:00:00+08:00', true],
    ['and stays shut on the first of a month', 'tak-seng-on', '2026-12-07T12:00:00+08:00', false],
    ['the crypt opens on Tuesday morning', 'sacred-art-crypt', '2026-11-24T13:59:00+08:00', true],
    ['and closes at 14:00', 'sacred-art-crypt', '2026-11-24T14:00:00+08:00', false],
    ['the Holy House opens before lunch', 'holy-house', '2026-11-22T12:29:00+08:00', true],
    ['and closes over it', 'holy-house', '2026-11-22T14:20:00+08:00', false],
    ['and on National Day, a Thursday', 'holy-house', '2026-10-01T11:00:00+08:00', false],
    ['but not for the public service, on Tuesday', 'holy-house', '2026-04-07T11:00:00+08:00', true],
    ['the postal museum has a substitute Monday off', 'communications', '2026-10-19T11:00:00+08:00', false],
    ['and opens on the Tuesday after', 'communications', '2026-10-20T11:00:00+08:00', true],
    ['its half day is its own affair', 'communications', '2026-12-31T15:00:00+08:00', null],
    ['nobody says who opens at New Year', 'museum-of-macao', '2026-01-01T11:00:00+08:00', null],
  ])('knows that %s', async (_, id, at, isOpen) => {
    expect(
      await ask('query ($id: ID!, $at: DateTime!) { museum(id: $id) { isOpen(at: $at) } }', { id, at }),
    ).toEqual({ museum: { isOpen } })
  })

  it('counts no library as open on Lunar New Year, and those that would be as not known', async () => {
    const data = await ask(
      `{ library(id: "central") { eve: isOpen(at: "2027-02-05T12:00:00+08:00") first: isOpen(at: "2027-02-06T12:00:00+08:00")
          night: isOpen(at: "2027-02-06T04:00:00+08:00") }
        libraries(filter: { openAt: "2027-02-06T12:00:00+08:00" }) { totalCount }
        ordinary: libraries(filter: { openAt: "2027-01-30T12:00:00+08:00" }) { totalCount } }`,
    )
    expect(data).toEqual({
      library: { eve: true, first: null, night: false },
      libraries: { totalCount: 0 },
      // A Saturday: all but the Senado Library, which opens at 13:00.
      ordinary: { totalCount: 16 },
    })
  })

  it("opens the Mandarin's House on a holiday Wednesday, as its hours say", async () => {
    expect(
      await ask(
        `{ monument(id: "wh-04") { holiday: isOpen(at: "2025-10-29T12:00:00+08:00") ordinary: isOpen(at: "2025-10-22T12:00:00+08:00") } }`,
      ),
    ).toEqual({ monument: { holiday: true, ordinary: false } })
  })

  it('lists the six libraries that are open on Monday at 21:00', async () => {
    const data = await ask(
      `query ($at: DateTime!) { libraries(filter: { openAt: $at }) { totalCount nodes { name { zh } } } }`,
      { at: MONDAY_EVENING },
    )
    const names = [
      '黑沙環公園黃營均圖書館',
      '下環圖書館',
      '澳門中央圖書館',
      '沙梨頭圖書館',
      '紅街市圖書館',
      '氹仔圖書館',
    ]
    expect(data).toEqual({ libraries: { totalCount: 6, nodes: names.map((zh) => ({ name: { zh } })) } })
  })

  it('lists the five venues for more than 5000 people, the largest first', async () => {
    const data = await ask(
      `{ venues(filter: { minCapacity: 5001 }, orderBy: CAPACITY_LARGEST) { nodes { id kind capacity place { id } } } }`,
    )
    expect(data).toEqual({
      venues: {
        nodes: [
          { id: 'outdoor-venue', kind: 'OUTDOOR', capacity: 50000, place: null },
          { id: 'galaxy-arena', kind: 'ARENA', capacity: 16000, place: { id: '22.14650,113.55450' } },
          { id: 'venetian-arena', kind: 'ARENA', capacity: 14000, place: { id: '22.14800,113.56250' } },
          { id: 'eag-dome', kind: 'ARENA', capacity: 7000, place: { id: '22.13980,113.57020' } },
          { id: 'londoner-arena', kind: 'ARENA', capacity: 6000, place: { id: '22.14480,113.56600' } },
        ],
      },
    })
  })

  it('resolves what other bureaus refer to', async () => {
    const data = await ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on Monument { classifiedCode name { zh pt en } openingHours { asStated periods { weekday opens closes } } }
        ... on Museum { name { en } openingHours { exceptions } }
        ... on Venue { name { pt } area { id } }
        ... on Event { embargoedProgramme { embargoedUntil provenance { sample } } } } }`,
      {
        keys: [
          { __typename: 'Monument', id: 'wh-18' },
          { __typename: 'Museum', id: 'science-center' },
          { __typename: 'Venue', id: 'galaxy-arena' },
          { __typename: 'Event', id: 'arts-festival' },
          { __typename: 'Event', id: 'grand-prix' },
          { __typename: 'Museum', id: 'none' },
        ],
      },
    )
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
    expect(data).toEqual({
      _entities: [
        {
          classifiedCode: 'MM008',
          name: { zh: '大三巴牌坊', pt: 'Ruínas de São Paulo', en: "Ruins of St. Paul's" },
          openingHours: {
            asStated: 'always; museum 09:00-18:00',
            periods: days.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
          },
        },
        { name: { en: 'Macao Science Center' }, openingHours: { exceptions: null } },
        { name: { pt: 'Galaxy Arena' }, area: { id: 'cotai' } },
        { embargoedProgramme: { embargoedUntil: '2027-03-12', provenance: { sample: true } } },
        { embargoedProgramme: null },
        null,
      ],
    })
  })

  it('answers by the moment of asking where none is given, and not at all where hours are unknown', async () => {
    expect(
      await ask(
        '{ museum(id: "mam") { isOpen } monument(id: "wh-12") { isOpen openingHours { asStated } } }',
      ),
    ).toEqual({ museum: { isOpen: true }, monument: { isOpen: null, openingHours: null } })
  })

  it('finds what is near the Ruins, nearest first', async () => {
    const data = await ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place { lat lng
        nearbyMuseums { metres museum { id } }
        nearbyMonuments(first: 3) { metres monument { id } }
        nearbyLibraries { metres library { id } }
        nearbyVenues { metres venue { id } }
        large: nearbyVenues(withinMetres: 2000, minCapacity: 2000) { metres venue { id } }
        open: nearbyMonuments(first: 2, openAt: "2026-11-22T17:45:00+08:00") { metres monument { id } } } } }`,
      { keys: [{ __typename: 'Place', id: RUINS }] },
    )
    expect(data).toEqual({
      _entities: [
        {
          lat: 22.19758,
          lng: 113.54085,
          nearbyMuseums: [
            { metres: 22, museum: { id: 'sacred-art-crypt' } },
            { metres: 150, museum: { id: 'museum-of-macao' } },
            { metres: 309, museum: { id: 'st-dominic-treasury' } },
            { metres: 371, museum: { id: 'fire-services' } },
          ],
          nearbyMonuments: [
            { metres: 0, monument: { id: 'wh-18' } },
            { metres: 30, monument: { id: 'wh-19' } },
            { metres: 37, monument: { id: 'wh-20' } },
          ],
          nearbyLibraries: [{ metres: 343, library: { id: 'camoes-wyk' } }],
          nearbyVenues: [
            { metres: 63, venue: { id: 'cinematheque' } },
            { metres: 296, venue: { id: 'albergue' } },
          ],
          large: [{ metres: 623, venue: { id: 'tap-seac-pavilion' } }],
          open: [
            { metres: 0, monument: { id: 'wh-18' } },
            { metres: 163, monument: { id: 'wh-21' } },
          ],
        },
      ],
    })
  })

  it.each([
    {
      after: null,
      ids: [
        'fire-services',
        'handover-gifts',
        'mam',
        'sacred-art-crypt',
        'st-dominic-treasury',
        'st-joseph-treasury',
        'sun-yat-sen-house',
        'taipa-coloane-history',
      ],
      endCursor: cursorOf('0', 'taipa-coloane-history'),
    },
    {
      after: cursorOf('0', 'taipa-coloane-history'),
      ids: [
        'taipa-houses',
        'tea-culture',
        'xian-xinghai',
        'ye-ting',
        'holy-house',
        'tak-seng-on',
        'communications',
        'lin-zexu',
      ],
      endCursor: cursorOf('10', 'lin-zexu'),
    },
    {
      after: cursorOf('10', 'lin-zexu'),
      ids: ['maritime', 'museum-of-macao', 'science-center', 'grand-prix', 'poly-mgm'],
      endCursor: cursorOf('Infinity', 'poly-mgm'),
    },
    {
      after: cursorOf('16', 'a museum that is no more'),
      ids: ['science-center', 'grand-prix', 'poly-mgm'],
      endCursor: cursorOf('Infinity', 'poly-mgm'),
    },
    { after: cursorOf('Infinity', 'poly-mgm'), ids: [], endCursor: null },
  ])(
    'pages through the museums by fee, unknown fees last: after $after',
    async ({ after, ids, endCursor }) => {
      const data = await ask(
        `query ($after: String) { museums(first: 8, after: $after, orderBy: FEE_LOWEST) {
        totalCount nodes { id } pageInfo { endCursor hasNextPage hasPreviousPage } } }`,
        { after },
      )
      expect(data).toEqual({
        museums: {
          totalCount: 21,
          nodes: ids.map((id) => ({ id })),
          pageInfo: { endCursor, hasNextPage: ids.length === 8, hasPreviousPage: after !== null },
        },
      })
    },
  )

  it.each([
    {
      page: { last: 3 },
      ids: ['science-center', 'grand-prix', 'poly-mgm'],
      hasPreviousPage: true,
      hasNextPage: false,
    },
    {
      page: { last: 2, before: cursorOf('10', 'lin-zexu') },
      ids: ['tak-seng-on', 'communications'],
      hasPreviousPage: true,
      hasNextPage: true,
    },
    {
      page: { last: 2, before: cursorOf('0', 'handover-gifts') },
      ids: ['fire-services'],
      hasPreviousPage: false,
      hasNextPage: true,
    },
    {
      page: {
        first: 2,
        last: 1,
        after: cursorOf('10', 'lin-zexu'),
        before: cursorOf('Infinity', 'poly-mgm'),
      },
      ids: ['museum-of-macao'],
      hasPreviousPage: true,
      hasNextPage: true,
    },
  ])('pages back through the museums by fee: $page', async ({ page, ...expected }) => {
    const data = await ask(
      `query ($first: Int, $after: String, $last: Int, $before: String) {
        museums(first: $first, after: $after, last: $last, before: $before, orderBy: FEE_LOWEST) {
          nodes { id } pageInfo { hasPreviousPage hasNextPage } } }`,
      page,
    )
    const { ids, ...pageInfo } = expected
    expect(data).toEqual({ museums: { nodes: ids.map((id) => ({ id })), pageInfo } })
  })

  it('counts without reading when nothing of a list is asked for', async () => {
    expect(
      await ask('{ museums(first: 0, filter: { freeAdmission: false }) { totalCount nodes { id } } }'),
    ).toEqual({ museums: { totalCount: 8, nodes: [] } })
  })

  it.each([
    ['{ museums(first: 101) { totalCount } }', 'first: expected a whole number from 0 to 100; got 101.'],
    ['{ museums(after: "x") { totalCount } }', 'after: expected a cursor that this list issued; got "x".'],
    [
      `{ museums(orderBy: FEE_LOWEST, after: "${cursorOf('a', 'b')}") { totalCount } }`,
      `after: expected a cursor that this list issued; got "${cursorOf('a', 'b')}".`,
    ],
    [
      `{ museums(before: "${cursorOf('0', 'mam')}") { totalCount } }`,
      `before: expected a cursor that this list issued for the same filter, order and other arguments; got "${cursorOf('0', 'mam')}".`,
    ],
    [
      `{ venues(sort: [{ field: CAPACITY }], after: "${cursorOf('0', 'mam')}") { totalCount } }`,
      `after: expected a cursor that this list issued for the same filter, order and other arguments; got "${cursorOf('0', 'mam')}".`,
    ],
    [
      '{ museums(orderBy: FEE_LOWEST, after: "WyIwIiwibWFtIl0") { totalCount } }',
      'after: expected a cursor issued since 2026-11-29: begin with the first page again; got "WyIwIiwibWFtIl0".',
    ],
    [
      '{ museum(id: "mam") { visitorsDaily(last: 0) { day } } }',
      'last: expected a whole number from 1 to 366; got 0.',
    ],
  ])('refuses %s', async (query, message) => {
    const { errors } = await subgraph.ask(query)
    expect(errors?.map((error) => [error.message, error.extensions.code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ])
  })

  it('takes what a client sends as a value, never as part of a statement', async () => {
    const id = "mam' OR 'a'='a"
    expect(await ask('query ($id: ID!) { museum(id: $id) { id } }', { id })).toEqual({ museum: null })
    const query =
      'query ($id: ID!) { museums(filter: { area: $id }) { totalCount } some: museums(ids: [$id]) { totalCount } }'
    const { errors } = await subgraph.ask(query, { id })
    expect(errors?.map(({ message }) => message).toSorted()).toEqual([
      `filter.area: expected ids of administrative areas that there are; got ["${id}"].`,
      `ids: expected ids of museums that there are; got ["${id}"].`,
    ])
  })

  it('adds to each area what stands there', async () => {
    const data = await ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on AdministrativeArea {
        museums { id } monuments { id } libraries { id } venues { id } } } }`,
      {
        keys: [
          { __typename: 'AdministrativeArea', id: 'sao-lazaro' },
          { __typename: 'AdministrativeArea', id: 'zone-b' },
        ],
      },
    )
    const ids = (...list: readonly string[]) => list.map((id) => ({ id }))
    expect(data).toEqual({
      _entities: [
        {
          museums: ids('sun-yat-sen-house', 'tea-culture', 'xian-xinghai', 'ye-ting'),
          monuments: ids('wh-25'),
          libraries: ids('central'),
          venues: ids('albergue', 'tap-seac-gallery', 'tap-seac-pavilion', 'tap-seac-square'),
        },
        { museums: [], monuments: [], libraries: [], venues: [] },
      ],
    })
  })

  it('lists them by the grammar of lists too, and cursors hold for their own area alone', async () => {
    const here = (fields: string, id = 'sao-lazaro') =>
      subgraph.ask(
        `query ($keys: [_Any!]!) { found: _entities(representations: $keys) { ... on AdministrativeArea { ${fields} } } }`,
        { keys: [{ __typename: 'AdministrativeArea', id }] },
      )
    const BACKWARDS = 'sort: [{ field: ID, direction: DESC }], first: 2'
    const ids = (...list: readonly string[]) => ({ nodes: list.map((id) => ({ id })) })
    const { data } =
      await here(`museumsConnection(${BACKWARDS}) { totalCount nodes { id } pageInfo { endCursor hasNextPage } }
      libraries: librariesConnection(filter: { area: "se" }) { totalCount }
      venues: venuesConnection(ids: ["tap-seac-square", "venetian-arena", "albergue"]) { nodes { id } }`)
    const cursor = expect.any(String)
    expect(data).toEqual({
      found: [
        {
          museumsConnection: {
            totalCount: 4,
            ...ids('ye-ting', 'xian-xinghai'),
            pageInfo: { endCursor: cursor, hasNextPage: true },
          },
          libraries: { totalCount: 0 },
          venues: ids('tap-seac-square', 'albergue'),
        },
      ],
    })
    const [{ museumsConnection: page }] = JSON.parse(JSON.stringify(data?.found))
    const next = `museumsConnection(${BACKWARDS}, after: "${page.pageInfo.endCursor}") { nodes { id } }`
    expect((await here(next)).data).toEqual({
      found: [{ museumsConnection: ids('tea-culture', 'sun-yat-sen-house') }],
    })
    expect((await here(next, 'se')).errors?.[0]?.message).toMatch(
      /^after: expected a cursor that this list issued for the same filter/,
    )
  })

  it('lists the exhibitions of a museum by the same grammar', async () => {
    const data = await ask(
      `{ museum(id: "mam") { exhibitions(first: 100) { id } all: exhibitionsConnection(first: 100) { totalCount nodes { id } }
         now: exhibitionsConnection(filter: { onNow: true }) { nodes { id } }
         last: exhibitionsConnection(sort: [{ field: CLOSES_ON, direction: ASC }], last: 1) { nodes { id } } } }`,
    )
    const newest = [4, 3, 2].map((number) => ({ id: `sample-exhibition-0${number}` }))
    expect(data).toEqual({
      museum: {
        exhibitions: newest,
        all: { totalCount: 3, nodes: newest },
        now: { nodes: newest.slice(1) },
        last: { nodes: newest.slice(0, 1) },
      },
    })
  })

  it('tells the world heritage site of 22 buildings and 8 squares', async () => {
    const data = await ask(
      `{ worldHeritageSite { unescoId name { pt } inscribedYear buildings: elements(kind: BUILDING) { id } squares: elements(kind: SQUARE) { id worldHeritageId } } }`,
    )
    expect(data).toMatchObject({
      worldHeritageSite: {
        unescoId: 1110,
        name: { pt: 'Centro Histórico de Macau' },
        inscribedYear: 2005,
        squares: [
          { id: 'wh-03', worldHeritageId: 3 },
          { id: 'wh-07', worldHeritageId: 7 },
          { id: 'wh-12', worldHeritageId: 12 },
          { id: 'wh-sq-barra', worldHeritageId: null },
          { id: 'wh-sq-camoes', worldHeritageId: null },
          { id: 'wh-sq-cathedral', worldHeritageId: null },
          { id: 'wh-sq-dominic', worldHeritageId: null },
          { id: 'wh-sq-jesus', worldHeritageId: null },
        ],
      },
    })
    expect(data).toHaveProperty('worldHeritageSite.buildings.length', 22)
  })

  it('joins classified property to its monuments, and names none that stands for three squares', async () => {
    const data = await ask(
      `{ squares: classifiedProperty(id: "CM001") { code category island name { en } monuments { id } }
         penha: classifiedProperty(id: "AM002") { name { en } monuments { id } }
         monument(id: "wh-sq-barra") { classifiedProperty { name { en } } }
         classifiedProperties(filter: { category: SITE }) { nodes { id island } } }`,
    )
    expect(data).toEqual({
      squares: {
        code: 'CM001',
        category: 'ENSEMBLE',
        island: 'MACAO',
        name: null,
        monuments: [{ id: 'wh-12' }, { id: 'wh-sq-cathedral' }, { id: 'wh-sq-dominic' }],
      },
      penha: { name: { en: 'Chapel of Our Lady of Penha' }, monuments: [] },
      monument: { classifiedProperty: { name: { en: 'A-Ma Temple' } } },
      classifiedProperties: {
        nodes: [
          { id: 'SC003', island: 'COLOANE' },
          { id: 'SM008', island: 'MACAO' },
          { id: 'SM009', island: 'MACAO' },
        ],
      },
    })
  })

  it('marks as samples what no public source has', async () => {
    const data = await ask(
      `{ museum(id: "mam") { provenance { sample } visitorsDaily(last: 2) { day visitors provenance { sample dataset { id } } }
           exhibitions(first: 1) { title { en } opensOn insuranceValue provenance { sample } museum { id } } }
         monument(id: "wh-01") { exactArtefactLocation { location provenance { sample } } conditionSurvey { surveyedOn grade provenance { sample } } }
         library(id: "central") { memberLoans(first: 1) { member title lentOn returnedOn provenance { sample } } }
         classifiedProperty(id: "MM008") { ownerName ownerIsSample provenance { sample } } }`,
    )
    const sample = { sample: true }
    expect(data).toEqual({
      museum: {
        provenance: { sample: false },
        visitorsDaily: [
          {
            day: '2026-11-21',
            visitors: 1351,
            provenance: { ...sample, dataset: { id: 'icm-museum-visitors' } },
          },
          {
            day: '2026-11-20',
            visitors: 900,
            provenance: { ...sample, dataset: { id: 'icm-museum-visitors' } },
          },
        ],
        exhibitions: [
          {
            title: { en: 'Sample exhibition 04' },
            opensOn: '2027-01-15',
            insuranceValue: 30000000,
            provenance: sample,
            museum: { id: 'mam' },
          },
        ],
      },
      monument: {
        exactArtefactLocation: { location: 'sample room 06, sample case 08', provenance: sample },
        conditionSurvey: { surveyedOn: '2025-06-04', grade: 'GOOD', provenance: sample },
      },
      library: {
        memberLoans: [
          {
            member: 'sample member 40',
            title: 'sample title 44',
            lentOn: '2026-11-20',
            returnedOn: null,
            provenance: sample,
          },
        ],
      },
      classifiedProperty: {
        ownerName: 'sample owner 23',
        ownerIsSample: true,
        provenance: { sample: false },
      },
    })
  })
})

/** The cursor that both sources issue for a record: where it stands in the order, and its id. */
const BY_FEE: MuseumsArgs = { sort: [{ field: 'FEE_MOP', direction: SortDirection.ASC }] }

function cursorOf(number: string, id: string): string {
  return createCursors(BY_FEE, 'museums').write([number, id])
}
