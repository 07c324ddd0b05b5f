import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

/** What transport adds to the place of another bureau's thing, asked as the gateway does. */
async function askPlace(id: string, fields: string): Promise<unknown> {
  const { data, errors } = await subgraph.ask(
    `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { ... on Place { ${fields} } } }`,
    { keys: [{ __typename: 'Place', id }] },
  )
  return errors?.map(({ message }) => message) ?? data?.entities
}

const RIDE =
  'route { shortName } directionId boardAt { id } boardMetres alightAt { id } alightMetres stopCount'

/** A ride as one line: route and direction, where one boards and alights with the metres walked, stops travelled. */
function ride(line: string): object {
  const [route, directionId, board, boardMetres, alight, alightMetres, stopCount] = line.split(' ')
  return {
    route: { shortName: route },
    directionId: Number(directionId),
    boardAt: { id: board },
    boardMetres: Number(boardMetres),
    alightAt: { id: alight },
    alightMetres: Number(alightMetres),
    stopCount: Number(stopCount),
  }
}

describe('the transport subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('transport', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('holds every stop, route, car park, station and checkpoint', async () => {
    expect(
      await subgraph.ask(`{ busStops { totalCount } busRoutes { totalCount } carParks { totalCount }
        lrtStations { id } lrtLines { id } borderCheckpoints { id } }`),
    ).toEqual({
      data: {
        busStops: { totalCount: 395 },
        busRoutes: { totalCount: 24 },
        carParks: { totalCount: 91 },
        lrtStations: 'BAR OCE JOC STA PAK COW LOT EAG COE MUST AIR TFT HU SPV HQ'
          .split(' ')
          .map((id) => ({ id })),
        lrtLines: ['taipa', 'seac_pai_van', 'hengqin'].map((id) => ({ id })),
        borderCheckpoints: [
          'portas-do-cerco',
          'qingmao',
          'hengqin',
          'hzmb',
          'industrial-park',
          'outer-harbour',
          'taipa-ferry',
          'inner-harbour',
          'airport',
        ].map((id) => ({ id })),
      },
    })
  })

  it('resolves entities by their keys, and a key that nobody has as null', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { __typename
        ... on CarPark { name { en } } ... on BusStop { name { zh pt en } } ... on BusRoute { isCircular }
        ... on LrtStation { lines { id } } ... on Place { lat lng } } }`,
      {
        keys: [
          { __typename: 'CarPark', id: '6001' },
          { __typename: 'BusStop', id: 'M264/1' },
          { __typename: 'BusStop', id: 'M1/5' },
          { __typename: 'BusRoute', id: '3A' },
          { __typename: 'LrtStation', id: 'LOT' },
          { __typename: 'Place', id: '22.19758,113.54085' },
          { __typename: 'CarPark', id: 'none' },
          { __typename: 'Place', id: 'nowhere' },
        ],
      },
    )
    expect(answer.data?.entities).toEqual([
      { __typename: 'CarPark', name: { en: 'Nam Van (Pak Wu) Car Park' } },
      {
        __typename: 'BusStop',
        name: { zh: '勵庭海景酒店', pt: 'HARBOURVIEW HOTEL', en: 'HARBOURVIEW HOTEL' },
      },
      { __typename: 'BusStop', name: { zh: '關閘總站', pt: 'PORTAS DO CERCO/ TERMINAL', en: null } },
      { __typename: 'BusRoute', isCircular: true },
      { __typename: 'LrtStation', lines: [{ id: 'taipa' }, { id: 'hengqin' }] },
      { __typename: 'Place', lat: 22.19758, lng: 113.54085 },
      null,
      null,
    ])
  })

  it('reports the English names that repeat the Portuguese, and the notice that came twice', () => {
    const reports = new Map(subgraph.reports().map((report) => [report.id, report]))
    expect(reports.get('dsat-bus-stops')?.remarks).toEqual([
      '350 English names repeat the Portuguese: 332 are published as null, 18 are proper names and stay.',
    ])
    expect(reports.get('dsat-roadworks')?.setAside).toEqual([
      { record: 'S-2026-003', reason: 'id: expected each record once' },
    ])
    expect(subgraph.reports().flatMap(({ lastError }) => lastError ?? [])).toEqual([])
  })

  it('holds car parks of which only the register is known, and never says zero for not known', async () => {
    expect(
      await subgraph.ask(`{ carPark(id: "7085") { name { zh pt en } place { id } heightLimitMetres
        tariff { appliesTo text { en } } capacity { cars } area { id } freeSpaces { cars } occupancyRate
        underMaintenance provenance { sample dataset { id } } } }`),
    ).toEqual({
      data: {
        carPark: {
          name: {
            zh: '蓮花路重型汽車停車場',
            pt: 'Auto-Silo de Automóveis Pesados da Estrada Flor de Lótus',
            // The register repeats the Portuguese.
            en: null,
          },
          place: { id: '22.13856,113.56024' },
          heightLimitMetres: 4.5,
          tariff: [{ appliesTo: 'HEAVY_VEHICLES', text: { en: 'heavy to 8 m MOP4/h, longer 5/h' } }],
          capacity: null,
          area: null,
          freeSpaces: null,
          occupancyRate: null,
          underMaintenance: null,
          provenance: { sample: false, dataset: { id: 'dsat-carpark-detail' } },
        },
      },
    })
    const { data } = await subgraph.ask(
      '{ carParks(first: 100) { nodes { capacity { cars motorcycles } freeSpaces { cars } } } }',
    )
    const unknown = JSON.stringify(data).matchAll(/"(capacity|freeSpaces)":null/g)
    expect([...unknown].map(([, field]) => field).toSorted()).toEqual([
      ...Array.from({ length: 35 }, () => 'capacity'),
      ...Array.from({ length: 35 }, () => 'freeSpaces'),
    ])
  })
})

describe('car parks', () => {
  it('near the Museum of Macao with free spaces is Pak Vai alone', async () => {
    expect(
      await askPlace(
        '22.19720,113.54225',
        `nearbyCarParks(withinMetres: 400, first: 3, withFreeSpaces: true) { metres carPark { id name { en }
          capacity { cars accessible } freeSpaces { cars observedAt stale provenance { sample } } } }`,
      ),
    ).toEqual([
      {
        nearbyCarParks: [
          {
            metres: 245,
            carPark: {
              id: '6027',
              name: { en: 'Pak Vai Car Park' },
              capacity: { cars: 515, accessible: 3 },
              freeSpaces: {
                cars: 108,
                observedAt: '2026-11-22T14:19:54+08:00',
                stale: false,
                provenance: { sample: true },
              },
            },
          },
        ],
      },
    ])
  })

  it('around the East Asian Games Dome tell how full they are', async () => {
    expect(
      await askPlace(
        '22.13980,113.57020',
        'nearbyCarParks(withinMetres: 800) { metres carPark { id capacity { cars } freeSpaces { cars } occupancyRate } }',
      ),
    ).toEqual([
      {
        nearbyCarParks: [
          {
            metres: 585,
            carPark: { id: '7078', capacity: { cars: 183 }, freeSpaces: { cars: 9 }, occupancyRate: 0.9508 },
          },
          {
            metres: 585,
            carPark: {
              id: '7079',
              capacity: { cars: 407 },
              freeSpaces: { cars: 211 },
              occupancyRate: 0.4816,
            },
          },
        ],
      },
    ])
  })

  it('tell what is not known from what they do not have, and old counts from new', async () => {
    const fields = 'occupancyRate freeSpaces { cars motorcycles unknown notApplicable observedAt stale }'
    const { data } = await subgraph.ask(
      `{ silent: carPark(id: "6042") { ${fields} } full: carPark(id: "6008") { ${fields} }
         old: carPark(id: "7089") { ${fields} } capacityUnknown: carPark(id: "6009") { ${fields} } }`,
    )
    expect(data).toEqual({
      silent: {
        occupancyRate: null,
        freeSpaces: {
          cars: null,
          motorcycles: null,
          unknown: ['CARS', 'ELECTRIC_CARS', 'ELECTRIC_MOTORCYCLES', 'ACCESSIBLE'],
          notApplicable: ['MOTORCYCLES'],
          observedAt: null,
          stale: true,
        },
      },
      full: {
        occupancyRate: 1,
        freeSpaces: {
          cars: 0,
          motorcycles: null,
          unknown: ['ELECTRIC_MOTORCYCLES'],
          notApplicable: ['MOTORCYCLES'],
          observedAt: '2026-11-22T14:19:59+08:00',
          stale: false,
        },
      },
      old: {
        occupancyRate: 0.5,
        freeSpaces: {
          cars: 35,
          motorcycles: 12,
          unknown: [],
          notApplicable: [],
          observedAt: '2026-11-22T13:02:11+08:00',
          stale: true,
        },
      },
      capacityUnknown: {
        occupancyRate: null,
        freeSpaces: {
          cars: 97,
          motorcycles: null,
          unknown: ['MOTORCYCLES', 'ELECTRIC_CARS', 'ELECTRIC_MOTORCYCLES', 'ACCESSIBLE'],
          notApplicable: [],
          observedAt: '2026-11-22T14:19:59+08:00',
          stale: false,
        },
      },
    })
  })

  it('with accessible spaces near the Museum of Art are told with those that are free', async () => {
    expect(
      await askPlace(
        '22.18880,113.55465',
        'nearbyCarParks { metres carPark { id capacity { accessible } freeSpaces { accessible } } }',
      ),
    ).toEqual([
      {
        nearbyCarParks: [
          { metres: 38, carPark: { id: '7070', capacity: { accessible: 2 }, freeSpaces: { accessible: 1 } } },
          {
            metres: 241,
            carPark: { id: '6010', capacity: { accessible: null }, freeSpaces: { accessible: null } },
          },
        ],
      },
    ])
  })

  it('are listed by area and in the order that is asked for, those under maintenance not as free', async () => {
    const { data } = await subgraph.ask(
      `{ fullest: carParks(first: 3, orderBy: OCCUPANCY_HIGHEST_FIRST) { nodes { id occupancyRate } }
         free: carParks(first: 0, filter: { withFreeSpaces: true }) { totalCount }
         maintained: carPark(id: "6022") { underMaintenance }
         portArea: carParks(filter: { area: "hzmb-port" }) { nodes { id area { id } } } }`,
    )
    expect(data).toEqual({
      fullest: {
        nodes: [
          { id: '6008', occupancyRate: 1 },
          { id: '6033', occupancyRate: 1 },
          { id: '7070', occupancyRate: 0.9556 },
        ],
      },
      free: { totalCount: 52 },
      maintained: { underMaintenance: true },
      portArea: {
        nodes: [
          { id: '7052', area: { id: 'hzmb-port' } },
          { id: '7053', area: { id: 'hzmb-port' } },
        ],
      },
    })
  })
})

describe('direct bus rides', () => {
  it('lead from Portas do Cerco to the Museum of Macao by three routes, the least walking first', async () => {
    expect(
      await askPlace(
        '22.19720,113.54225',
        `busRidesFrom(place: "22.21580,113.54910", withinMetres: 400) { ${RIDE} }`,
      ),
    ).toEqual([
      {
        busRidesFrom: [
          ride('17 0 M1/6 95 M122/1 148 7'),
          ride('25 0 M1/12 92 M153/1 375 8'),
          ride('25B 0 M1/16 105 M153/1 375 10'),
        ],
      },
    ])
  })

  it.each([
    [
      'Conde S. Januário',
      '22.19355,113.54665',
      [
        'H1 0 M172/9 39 M147/1 78 4',
        '25B 1 M172/16 68 M157/1 187 4',
        '50 0 M172/8 31 M158/1 230 39',
        'N2 1 M172/2 0 M160/2 291 2',
        'H3 0 M164/1 241 M151/1 85 1',
        '25 0 M172/14 48 M160/1 299 32',
        '10 1 M69/1 127 M158/1 230 2',
        '3 0 M69/2 132 M158/2 229 2',
        '3A 0 M172/9 39 M159/1 386 2',
        '102X 1 M69/2 132 M159/1 386 1',
      ],
    ],
    ['Kiang Wu', '22.19945,113.54300', []],
    ['MUST', '22.15410,113.56870', ['N2 0 M172/11 37 T406/1 130 14']],
    [
      'Macao Union',
      '22.13610,113.56560',
      ['50 0 M172/8 31 C702/1 117 26', '25B 0 M172/13 48 C700/1 307 12', 'H3 0 M164/1 241 C701/1 126 11'],
    ],
  ])('lead from the poles of M172 to the hospital %s', async (_hospital, place, rides) => {
    expect(await askPlace(place, `busRidesFrom(place: "22.18935,113.54356") { ${RIDE} }`)).toEqual([
      { busRidesFrom: rides.map(ride) },
    ])
  })

  it.each([
    [
      'portas-do-cerco',
      [
        '25B 0 M1/16 105 T366/1 213 20',
        '51A 0 M1/13 104 T394/1 263 12',
        'MT4 0 M1/11 65 T375/1 369 22',
        '25 0 M1/12 92 T363/2 344 34',
      ],
    ],
    ['hengqin', ['701X 0 T560/5 37 T394/1 263 14', '25B 1 T560/2 21 T367/1 301 5']],
    ['hzmb', []],
    ['taipa-ferry', ['51A 0 T345/5 74 T394/1 263 6', 'MT4 1 T345/3 136 T363/2 344 9']],
  ])('lead from the checkpoint %s to the Venetian', async (id, rides) => {
    const { data } = await subgraph.ask(
      `query ($id: ID!) { borderCheckpoint(id: $id) { place { busRidesTo(place: "22.14830,113.56060") { ${RIDE} } } } }`,
      { id },
    )
    expect(data).toEqual({ borderCheckpoint: { place: { busRidesTo: rides.map(ride) } } })
  })

  it('need a place id and a radius within the limits', async () => {
    expect(await askPlace('22.19720,113.54225', `busRidesFrom(place: "Senado") { stopCount }`)).toEqual([
      'place: expected a place id "latitude,longitude" with five decimals each, such as "22.19758,113.54085"; got "Senado".',
    ])
    expect(
      await askPlace(
        '22.19720,113.54225',
        `busRidesTo(place: "22.21580,113.54910", withinMetres: 0) { stopCount }`,
      ),
    ).toEqual(['withinMetres: expected a whole number of metres from 1 to 5000; got 0.'])
  })
})

describe('journeys', () => {
  const LEGS = `legs { __typename ... on WalkLeg { metres } ... on BusLeg { route { shortName } boardAt { id } alightAt { id } stopCount
    waitMinutes rideMinutes } ... on LrtLeg { line { id } boardAt { id } alightAt { id } stopCount waitMinutes rideMinutes } }`

  it('lead from Portas do Cerco to the Ruins of St Paul by route 17, of which the source states the headway', async () => {
    const { data, errors } =
      await subgraph.ask(`{ journeys(from: { lat: 22.21580, lng: 113.54910 }, to: { lat: 22.19758,
      lng: 113.54085 }) { minutes minutesWithoutWaiting walkingMetres changeCount ${LEGS} } }`)
    expect(errors).toBeUndefined()
    // On a Sunday at 14:20 a bus leaves every 6 to 8 minutes; 95 and 180 metres are 2 and 3 minutes on foot.
    expect(data).toEqual({
      journeys: [
        {
          minutes: 19,
          minutesWithoutWaiting: 15,
          walkingMetres: 275,
          changeCount: 0,
          legs: [
            { __typename: 'WalkLeg', metres: 95 },
            {
              __typename: 'BusLeg',
              route: { shortName: '17' },
              boardAt: { id: 'M1/6' },
              alightAt: { id: 'M122/1' },
              stopCount: 7,
              waitMinutes: 4,
              rideMinutes: 10,
            },
            { __typename: 'WalkLeg', metres: 180 },
          ],
        },
      ],
    })
  })

  it('change from the LRT at Barra to a bus, and do not say how long that takes', async () => {
    const { data } =
      await subgraph.ask(`{ journeys(from: { lat: 22.1361, lng: 113.5656 }, to: { lat: 22.19355,
      lng: 113.54665 }, withinMetres: 600, first: 1) { minutes changeCount legs { minutes ... on BusLeg { route { id } }
      ... on LrtLeg { line { id } boardAt { id } alightAt { id } waitMinutes } } } }`)
    expect(data).toEqual({
      journeys: [
        {
          minutes: null,
          changeCount: 1,
          legs: [
            { minutes: 7 },
            {
              minutes: null,
              line: { id: 'taipa' },
              boardAt: { id: 'HU' },
              alightAt: { id: 'BAR' },
              waitMinutes: null,
            },
            { minutes: 2 },
            { minutes: 16, route: { id: '10' } },
            { minutes: 4 },
          ],
        },
      ],
    })
  })

  // Route 25 leaves every 8 to 12 minutes on working days and every 10 to 12 on Sundays; at three in the morning 101X does.
  it.each([
    ['2026-11-23T14:20:00+08:00', ['25: 5', '25B: 5']],
    ['2026-11-22T14:20:00+08:00', ['25: 6', '3: 3']],
    ['2026-11-23T03:00:00+08:00', ['101X: 14']],
  ])('wait as the headways of %s say', async (at, waits) => {
    const { data } = await subgraph.ask(
      `query ($at: DateTime) { journeys(from: { lat: 22.2158, lng: 113.5491 }, to: { lat: 22.18935, lng: 113.54356 },
        at: $at, first: 2) { legs { ... on BusLeg { route { shortName } waitMinutes } } } }`,
      { at },
    )
    const journeys: readonly { legs: readonly { route?: { shortName: string }; waitMinutes?: number }[] }[] =
      JSON.parse(JSON.stringify(data?.journeys))
    expect(
      journeys.flatMap(({ legs }) =>
        legs.flatMap(({ route, waitMinutes }) => (route ? [`${route.shortName}: ${waitMinutes}`] : [])),
      ),
    ).toEqual(waits)
  })

  it('need coordinates in Macao, and bounds within the limits', async () => {
    const refuse = async (args: string) => {
      const { errors } = await subgraph.ask(`{ journeys(${args}) { minutes } }`)
      return errors?.[0]?.message
    }
    const [from, to] = ['from: { lat: 22.2, lng: 113.55 }', 'to: { lat: 22.19, lng: 113.54 }']
    expect(await refuse(`from: { lat: 48.2, lng: 16.4 }, ${to}`)).toBe(
      'from: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got "48.2,16.4".',
    )
    expect(await refuse(`${from}, ${to}, withinMetres: 2001`)).toBe(
      'withinMetres: expected a whole number of metres from 1 to 2000; got 2001.',
    )
    expect(await refuse(`${from}, ${to}, first: 101`)).toBe(
      'first: expected a whole number from 1 to 100; got 101.',
    )
  })
})

describe('bus stops and routes', () => {
  it('nearest to the Ruins of St Paul is Rua de Tomás Vieira', async () => {
    expect(
      await askPlace('22.19758,113.54085', 'nearbyStops(first: 1) { metres stop { id name { zh pt } } }'),
    ).toEqual([
      {
        nearbyStops: [{ metres: 180, stop: { id: 'M122/1', name: { zh: '新勝街', pt: 'R. TOMÁS VIEIRA' } } }],
      },
    ])
  })

  it('with a night bus near the Central Library is the garden of Lou Lim Iok alone, and none near Patane', async () => {
    const fields =
      'nearbyStops(withinMetres: 400, routeTypes: [NIGHT]) { metres stop { id routes { shortName routeType } } }'
    expect(await askPlace('22.19840,113.54640', fields)).toEqual([
      {
        nearbyStops: [
          {
            metres: 277,
            stop: {
              id: 'M76/2',
              routes: [
                { shortName: '5', routeType: 'REGULAR' },
                { shortName: '25', routeType: 'REGULAR' },
                { shortName: '25B', routeType: 'REGULAR' },
                { shortName: 'N2', routeType: 'NIGHT' },
              ],
            },
          },
        ],
      },
    ])
    expect(await askPlace('22.20115,113.53735', fields)).toEqual([{ nearbyStops: [] }])
  })

  it('are counted by area, which is an estimate', async () => {
    const areas = [
      'carmo',
      'fatima',
      'se',
      'cotai',
      'sao-francisco',
      'santo-antonio',
      'sao-lourenco',
      'sao-lazaro',
    ]
    const { data } = await subgraph.ask(
      `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { ... on AdministrativeArea {
         busStops(first: 0) { totalCount } carParks(first: 0) { totalCount } } } }`,
      { keys: areas.map((id) => ({ __typename: 'AdministrativeArea', id })) },
    )
    expect(data?.entities).toEqual(
      [
        [77, 6],
        [75, 14],
        [66, 14],
        [57, 3],
        [46, 6],
        [33, 3],
        [20, 4],
        [12, 3],
      ].map(([busStops, carParks]) => ({
        busStops: { totalCount: busStops },
        carParks: { totalCount: carParks },
      })),
    )
    expect(await subgraph.ask('{ busStop(id: "M1/5") { area { id } areaIsEstimated } }')).toEqual({
      data: { busStop: { area: { id: 'fatima' }, areaIsEstimated: true } },
    })
  })

  it('of route 1 stand in the order of travel in both directions, with fares and headways', async () => {
    const { data } = await subgraph.ask(
      `{ busRoute(id: "1") { longName { zh en } operators routeType fareMop fareElectronicMop
         headways { days startTime endTime minMinutes maxMinutes } directions { directionId stops { id } } } }`,
    )
    expect(data?.busRoute).toMatchObject({
      longName: { zh: '關閘 - 媽閣', en: null },
      operators: ['TCM'],
      routeType: 'REGULAR',
      fareMop: 6,
      fareElectronicMop: 3,
      directions: [
        {
          directionId: 0,
          stops:
            'M1/5 M225/1 M229/1 M12/1 M31/1 M16/1 M111/1 M112/1 M127/1 M125/1 M136/1 M139/2 M184/1 M188/1 M203/1 M3/1'
              .split(' ')
              .map((id) => ({ id })),
        },
        {
          directionId: 1,
          stops: 'M3/1 M198/1 M183/1 M140/1 M137/2 M132/2 M129/1 M114/1 M113/1 M19/1 M10/1 M8/2 M1/5'
            .split(' ')
            .map((id) => ({ id })),
        },
      ],
    })
    expect(data).toHaveProperty('busRoute.headways.3', {
      days: 'MONDAY_TO_SATURDAY',
      startTime: '20:00',
      endTime: '01:15',
      minMinutes: 10,
      maxMinutes: 12,
    })
  })
})

describe('the LRT', () => {
  it('reaches these stations within two stops of the Hengqin line', async () => {
    const { data } = await subgraph.ask(
      '{ lrtLine(id: "hengqin") { name { en } stations { id stationsWithin(stops: 2) { id } } } }',
    )
    expect(data).toEqual({
      lrtLine: {
        name: { en: 'Hengqin Line' },
        stations: [
          {
            id: 'LOT',
            stationsWithin: ['LOT', 'COW', 'HU', 'HQ', 'PAK', 'EAG', 'SPV'].map((id) => ({ id })),
          },
          { id: 'HQ', stationsWithin: ['HQ', 'LOT', 'COW', 'HU'].map((id) => ({ id })) },
        ],
      },
    })
  })

  it('refuses a number of stops outside the limits', async () => {
    const { errors } = await subgraph.ask('{ lrtStation(id: "LOT") { stationsWithin(stops: -1) { id } } }')
    expect(errors?.map(({ message }) => message)).toEqual([
      'stops: expected a whole number from 0 to 20; got -1.',
    ])
  })
})

describe('border checkpoints', () => {
  it('are as busy as their slowest hall and direction, and unknown where the police say nothing', async () => {
    const { data } = await subgraph.ask(
      `{ borderCheckpoints { id statusLevel statusMinutes observedAt stale openingHours { asStated }
         isOpen(at: "2026-11-22T03:00:00+08:00") } }`,
    )
    const at = '2026-11-22T14:20:00+08:00'
    expect(data?.borderCheckpoints).toEqual(
      [
        ['portas-do-cerco', 'BUSY', 30, at, false, '06:00-01:00', false],
        ['qingmao', 'CLEAR', 10, at, false, '24h', true],
        ['hengqin', 'BUSY', 30, at, false, '24h', true],
        ['hzmb', 'CROWDED', 45, at, false, '24h', true],
        ['industrial-park', 'CLEAR', 10, at, false, '24h for workers, night hours for residents', null],
        ['outer-harbour', 'CLEAR', 10, at, false, '24h', true],
        ['taipa-ferry', 'CLEAR', 10, '2026-11-22T13:05:00+08:00', true, 'by ferry timetable', null],
        ['inner-harbour', 'CLOSED', null, at, false, 'service has been suspended at times', null],
        ['airport', 'UNKNOWN', null, null, null, '24h', true],
      ].map(([id, statusLevel, statusMinutes, observedAt, stale, asStated, isOpen]) => ({
        id,
        statusLevel,
        statusMinutes,
        observedAt,
        stale,
        openingHours: { asStated },
        isOpen,
      })),
    )
  })

  it('keep their hours on holidays', async () => {
    const { data } = await subgraph.ask(
      `{ borderCheckpoint(id: "portas-do-cerco") { day: isOpen(at: "2026-10-01T12:00:00+08:00")
         night: isOpen(at: "2026-10-01T03:00:00+08:00") substitute: isOpen(at: "2026-10-19T12:00:00+08:00") } }`,
    )
    expect(data).toEqual({ borderCheckpoint: { day: true, night: false, substitute: true } })
  })

  it('tell each direction by itself', async () => {
    const { data } = await subgraph.ask(
      '{ borderCheckpoint(id: "hengqin") { statusByDirection { direction level minutes } statusProvenance { sample } } }',
    )
    expect(data).toEqual({
      borderCheckpoint: {
        statusByDirection: [
          { direction: 'ENTERING', level: 'CLEAR', minutes: 10 },
          { direction: 'LEAVING', level: 'BUSY', minutes: 30 },
        ],
        statusProvenance: { sample: true },
      },
    })
  })
})

describe('flights', () => {
  it('are those of the timetable on a day, all of them synthetic', async () => {
    // A Wednesday: the days "1.3.5.7" have it, "2.4.6" and "6.7" have not.
    const answer = await subgraph.ask(
      '{ flights(filter: { on: "2026-11-25" }) { nodes { destination weekdaysAsStated provenance { sample } } } }',
    )
    const { flights } = answer.data as {
      flights: { nodes: { destination: string; weekdaysAsStated: string; provenance: object }[] }
    }
    expect(flights.nodes.map(({ destination }) => destination)).toEqual([
      'Bangkok',
      'Beijing',
      'Hangzhou',
      'Kaohsiung',
      'Kuala Lumpur',
      'Nanjing',
      'Seoul',
      'Shanghai',
      'Taipei',
      'Xiamen',
    ])
    expect(new Set(flights.nodes.map(({ weekdaysAsStated }) => weekdaysAsStated))).toEqual(
      new Set(['1.2.3.4.5.6.7', '1.3.5.7', '1.2.3.4.5']),
    )
    expect(flights.nodes.every(({ provenance }) => Reflect.get(provenance, 'sample') === true)).toBe(true)
  })

  it('end with their period, and go to a city however it is written', async () => {
    const answer = await subgraph.ask(
      `{ before: flights(filter: { destination: "beijing" }) { nodes { weekdays periodStartsOn periodEndsOn } }
         after: flights(filter: { destination: "BEIJING", on: "2027-03-29" }) { totalCount }
         next: flights(filter: { destination: "Bangkok" }, orderBy: PERIOD_EARLIEST_FIRST) { nodes { periodStartsOn } } }`,
    )
    expect(answer.data).toEqual({
      before: {
        nodes: [
          {
            weekdays: ['MONDAY', 'WEDNESDAY', 'FRIDAY', 'SUNDAY'],
            periodStartsOn: '2026-10-25',
            periodEndsOn: '2027-03-27',
          },
        ],
      },
      after: { totalCount: 0 },
      next: { nodes: [{ periodStartsOn: '2026-10-25' }, { periodStartsOn: '2027-03-28' }] },
    })
  })
})

describe('road works near a place', () => {
  // The notice S-2026-001 stands here, from 18 November to 4 December; S-2026-005 is 1,146 m to the north.
  const HERE = '22.18944,113.54187'

  it('are the nearest first, without those that have no coordinate', async () => {
    expect(
      await askPlace(
        HERE,
        'nearbyRoadWorks { metres roadWork { id } } far: nearbyRoadWorks(withinMetres: 1200) { metres roadWork { id } }',
      ),
    ).toEqual([
      {
        nearbyRoadWorks: [{ metres: 0, roadWork: { id: 'S-2026-001' } }],
        far: [
          { metres: 0, roadWork: { id: 'S-2026-001' } },
          { metres: 1146, roadWork: { id: 'S-2026-005' } },
        ],
      },
    ])
  })

  it('are those that last on the day', async () => {
    expect(
      await askPlace(
        HERE,
        `last: nearbyRoadWorks(on: "2026-12-04") { roadWork { id } }
         after: nearbyRoadWorks(on: "2026-12-05") { roadWork { id } }
         first: nearbyRoadWorks(on: "2026-11-30", withinMetres: 1200, first: 1) { roadWork { id } }`,
      ),
    ).toEqual([
      { last: [{ roadWork: { id: 'S-2026-001' } }], after: [], first: [{ roadWork: { id: 'S-2026-001' } }] },
    ])
  })
})
