import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bureaus } from '../schema/bureaus/register.ts'
import { examples, findExample } from './kit/examples.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'
import { createOracle } from './kit/oracle.ts'
import { valuesAt } from './kit/valuesAt.ts'

const oracle = createOracle()
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

describe('each example is answered as the facts have it', () => {
  it('and there are some', () => expect(examples.length).toBeGreaterThan(0))

  // The order of what a search finds is no fact of the sources: test/search.test.ts has it.
  it.each(examples.filter(({ name }) => name !== 'search-a-name'))('$name', async ({ text }) => {
    const answer = await gateway.ask(text)
    expect(answer.errors).toBeUndefined()
    expect(answer).toEqual(await oracle.ask(text))
  })
})

/** Worked out by hand from the facts, so that the gateway and the oracle cannot be wrong together. */
describe('the examples say what one can check by hand', () => {
  const ask = async (name: string) => (await gateway.ask(findExample(name).text)).data

  it('1: 19 of 21 museums are open on a Sunday at 14:20; 3A goes from Portas do Cerco to the Museum of Art', async () => {
    const data = await ask('museums-open-near-parking')
    expect(data).toMatchObject({ museums: { totalCount: 19 } })
    const ids = valuesAt(data, 'museums.nodes.*.id')
    // Closed on Sundays, and closed from 12:30 to 14:30.
    expect(ids).not.toContain('communications')
    expect(ids).not.toContain('holy-house')
    const [art] = valuesAt(data, `museums.nodes.${ids.indexOf('mam')}.place`)
    expect(art).toEqual({
      nearbyCarParks: [
        {
          metres: 38,
          carPark: {
            id: '7070',
            name: { en: 'Macao Cultural Centre Car Park' },
            freeSpaces: { cars: 6, observedAt: '2026-11-22T14:19:56+08:00', stale: false },
          },
        },
        {
          metres: 241,
          carPark: {
            id: '6010',
            name: { en: 'Science Center Car Park' },
            freeSpaces: { cars: 42, observedAt: '2026-11-22T14:19:54+08:00', stale: false },
          },
        },
      ],
      busRidesFrom: [
        {
          route: { shortName: '3A' },
          boardAt: { id: 'M9/1' },
          boardMetres: 117,
          alightAt: { id: 'M257/1', name: { pt: 'NAPE / CENTRO CULTURAL' } },
          alightMetres: 140,
          stopCount: 12,
        },
      ],
    })
  })

  it('2: of 15 stations, two resorts stand within 300 m of Cotai East and of no other', async () => {
    const data = await ask('indoor-attractions-near-lrt')
    expect(valuesAt(data, 'lrtStations.*.id')).toHaveLength(15)
    expect(valuesAt(data, 'lrtStations.*.place.nearbyAttractions.*')).toEqual([
      {
        metres: 105,
        attraction: {
          id: 'wynn-palace-lake',
          name: { en: 'Wynn Palace Performance Lake' },
          category: 'RESORT',
        },
      },
      {
        metres: 295,
        attraction: { id: 'city-of-dreams', name: { en: 'City of Dreams' }, category: 'RESORT' },
      },
    ])
    expect(valuesAt(data, 'lrtStations.8')).toMatchObject([{ id: 'COE' }])
  })

  it('3: the Islands station has the shortest sample wait, and only the night bus goes there', async () => {
    const data = await ask('emergency-departments-by-bus')
    expect(valuesAt(data, 'emergencyDepartments.*.id')).toEqual([
      'islands-emergency',
      'chcsj-paediatric',
      'chcsj-adult',
      'kiang-wu',
      'macao-union',
      'must-hospital',
    ])
    expect(valuesAt(data, 'emergencyDepartments.*.waitMinutesAvg')).toEqual([19, 33, 46, null, null, null])
    expect(valuesAt(data, 'emergencyDepartments.*.provenance.sample')).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(valuesAt(data, 'emergencyDepartments.0.place.busRidesFrom')).toEqual([
      [
        {
          route: { shortName: 'N2' },
          boardAt: { id: 'M172/11' },
          alightAt: { id: 'T406/1' },
          alightMetres: 130,
          stopCount: 14,
        },
      ],
    ])
    // The hospital's own bus: four stops to its door.
    expect(valuesAt(data, 'emergencyDepartments.2.place.busRidesFrom.0')).toEqual([
      {
        route: { shortName: 'H1' },
        boardAt: { id: 'M172/9' },
        alightAt: { id: 'M147/1' },
        alightMetres: 78,
        stopCount: 4,
      },
    ])
  })

  it('5: beside the Museum of Art one of two accessible spaces is free, and unknown is never 0', async () => {
    const data = await ask('accessible-parking-near-museums')
    const ids = valuesAt(data, 'museums.nodes.*.id')
    expect(ids).toHaveLength(21)
    const parks = valuesAt(data, `museums.nodes.${ids.indexOf('mam')}.place.nearbyCarParks.*.carPark`)
    expect(parks).toMatchObject([
      { id: '7070', capacity: { accessible: 2 }, freeSpaces: { accessible: 1 } },
      { id: '6010', capacity: { accessible: null }, freeSpaces: { accessible: null } },
    ])
    // No coordinate is known of this museum, so nothing is near it.
    expect(valuesAt(data, `museums.nodes.${ids.indexOf('ye-ting')}.place`)).toEqual([null])
  })

  it('8: seven stations at most two stops from Lotus, and 41,885,117 visitors in the last twelve months', async () => {
    const data = await ask('hotels-on-the-hengqin-line')
    expect(valuesAt(data, 'lrtLine.stations.0.stationsWithin.*.id')).toEqual([
      'LOT',
      'COW',
      'HU',
      'HQ',
      'PAK',
      'EAG',
      'SPV',
    ])
    expect(valuesAt(data, 'lrtLine.stations.1.stationsWithin.*.id')).toEqual(['HQ', 'LOT', 'COW', 'HU'])
    expect(valuesAt(data, 'lrtLine.stations.0.stationsWithin.0.place.nearbyHotels')).toEqual([
      [
        {
          metres: 255,
          hotel: { id: 'studio-city', name: { en: 'Studio City Hotel' }, stars: 5, roomsLicensed: 1600 },
        },
        {
          metres: 494,
          hotel: { id: 'parisian', name: { en: 'The Parisian Macao' }, stars: 5, roomsLicensed: 2540 },
        },
      ],
    ])
    expect(valuesAt(data, 'visitorArrivals.monthly.*.month')).toMatchObject({ 0: '2025-06', 11: '2026-05' })
    const arrivals = valuesAt(data, 'visitorArrivals.monthly.*.arrivals')
    expect(arrivals.reduce<number>((sum, month) => sum + Number(month), 0)).toBe(41_885_117)
  })

  it('9: of five venues over 5,000 seats only the East Asian Games Dome has public car parks within 800 m', async () => {
    const data = await ask('large-venues-and-parking')
    expect(valuesAt(data, 'venues.nodes.*.id')).toEqual([
      'eag-dome',
      'galaxy-arena',
      'londoner-arena',
      'outdoor-venue',
      'venetian-arena',
    ])
    expect(valuesAt(data, 'venues.nodes.*.place.nearbyCarParks.*')).toMatchObject([
      {
        metres: 585,
        carPark: { id: '7078', capacity: { cars: 183 }, freeSpaces: { cars: 9 }, occupancyRate: 0.9508 },
      },
      {
        metres: 585,
        carPark: { id: '7079', capacity: { cars: 407 }, freeSpaces: { cars: 211 }, occupancyRate: 0.4816 },
      },
    ])
  })

  it('10: the police mark the ferry terminal of Taipa as old and publish nothing of the airport', async () => {
    const data = await ask('border-to-hotel')
    const ids = valuesAt(data, 'borderCheckpoints.*.id')
    expect(ids).toHaveLength(9)
    const checkpoint = (id: string) => valuesAt(data, `borderCheckpoints.${ids.indexOf(id)}`)
    expect(checkpoint('taipa-ferry')).toMatchObject([
      { observedAt: '2026-11-22T13:05:00+08:00', stale: true },
    ])
    expect(checkpoint('airport')).toMatchObject([
      { statusLevel: 'UNKNOWN', statusMinutes: null, observedAt: null, stale: null },
    ])
    expect(checkpoint('hzmb')).toMatchObject([
      {
        statusLevel: 'CROWDED',
        statusMinutes: 45,
        place: {
          busRidesTo: [
            {
              route: { shortName: '101X' },
              boardAt: { id: 'M800/8' },
              alightAt: { id: 'M172/1' },
              stopCount: 12,
            },
            {
              route: { shortName: '102X' },
              boardAt: { id: 'M800/7' },
              alightAt: { id: 'M263/1' },
              stopCount: 8,
            },
          ],
        },
      },
    ])
  })

  it('12: seven parishes with 681,293 people, and 329 bus stops whose parish is estimated', async () => {
    const data = await ask('residents-and-health-centres')
    const people = valuesAt(data, 'administrativeAreas.*.population')
    expect(people.reduce<number>((sum, parish) => sum + Number(parish), 0)).toBe(681_293)
    expect(valuesAt(data, 'administrativeAreas.*.busStops.totalCount')).toEqual([75, 33, 12, 66, 20, 77, 46])
    expect(valuesAt(data, 'administrativeAreas.0.healthFacilities.nodes.*.id')).toEqual([
      'hc-fai-chi-kei',
      'hc-areia-preta',
      'hc-ilha-verde',
    ])
  })

  it('16: six libraries are open on a Monday at 21:00, and the night bus passes three of them', async () => {
    const data = await ask('late-libraries-near-night-buses')
    const ids = valuesAt(data, 'libraries.nodes.*.id')
    expect(ids).toEqual(['areia-preta-wyk', 'barra-sao-lourenco', 'central', 'patane', 'red-market', 'taipa'])
    const stopsNear = (id: string) =>
      valuesAt(data, `libraries.nodes.${ids.indexOf(id)}.place.nearbyStops.*.stop.id`)
    expect(stopsNear('central')).toEqual(['M76/2'])
    expect(stopsNear('taipa')).toEqual(['T370/1', 'T308/3', 'T402/1', 'T325/2', 'T339/2'])
    expect(stopsNear('patane')).toEqual([])
  })

  it("19: the Ruins of St. Paul's are classified as MM008, and the nearest stop is 180 m away", async () => {
    expect(await ask('card-of-a-place')).toEqual({
      attraction: {
        name: { zh: '大三巴牌坊', pt: 'Ruínas de São Paulo', en: "Ruins of St. Paul's" },
        category: 'HERITAGE',
        feeMop: 0,
        heritage: {
          classifiedCode: 'MM008',
          name: { zh: '大三巴牌坊', pt: 'Ruínas de São Paulo', en: "Ruins of St. Paul's" },
          openingHours: { asStated: 'always; museum 09:00-18:00' },
        },
        place: {
          id: '22.19758,113.54085',
          nearbyStops: [
            { metres: 180, stop: { id: 'M122/1', name: { zh: '新勝街', pt: 'R. TOMÁS VIEIRA' } } },
          ],
        },
        provenance: {
          datasetTitle: { en: 'Attractions' },
          retrievedAt: '2026-11-22T00:00:00+08:00',
          stale: false,
          sample: false,
        },
      },
    })
  })

  it('21: three accessible toilets near the Senado Square, and drinking water that can be reached on a Sunday', async () => {
    const data = await ask('toilet-and-water-near-me')
    expect(valuesAt(data, 'place.nearbyToilets.*.toilet.id')).toEqual(['GM01', 'M28', 'M41'])
    expect(valuesAt(data, 'place.nearbyToilets.*.metres')).toEqual([93, 98, 103])
    expect(valuesAt(data, 'place.nearbyToilets.*.toilet.isOpen')).toEqual([true, true, true])
    expect(valuesAt(data, 'place.nearbyDrinkingWaterPoints.*.metres')).toEqual([93, 617, 625])
    expect(valuesAt(data, 'place.nearbyDrinkingWaterPoints.0.drinkingWaterPoint.name.zh')).toEqual([
      '營地活動中心 (三溫機)',
    ])
  })

  it('22: the monsoon signal is in force, and the Macao Museum has a station 23 m away that tells no rain of the hour', async () => {
    const data = await ask('weather-at-open-museums')
    expect(valuesAt(data, 'weatherWarnings.*.signal.name.en')).toEqual(['Strong monsoon signal'])
    const ids = valuesAt(data, 'museums.nodes.*.id')
    const [station] = valuesAt(
      data,
      `museums.nodes.${ids.indexOf('museum-of-macao')}.place.nearbyWeatherStation`,
    )
    expect(station).toEqual({
      metres: 23,
      weatherStation: {
        name: { en: 'Mount Fortress' },
        latestObservation: {
          observedAt: '2026-11-22T14:20:00+08:00',
          temperatureCelsius: 22.3,
          isRaining: null,
        },
      },
    })
  })

  it('20: every feed, all bundled, and one notice of road works that stands twice is set aside', async () => {
    const data = await ask('freshness-of-every-feed')
    expect(valuesAt(data, 'feeds.*.id').toSorted()).toEqual(
      bureaus.flatMap(({ feeds }) => Object.keys(feeds)).toSorted(),
    )
    expect(new Set(valuesAt(data, 'feeds.*.state'))).toEqual(new Set(['BUNDLED']))
    expect(valuesAt(data, 'feeds.*.setAside.*.record')).toEqual(['S-2026-003'])
    expect(valuesAt(data, 'feeds.*.bureau')).not.toContain(null)
    expect(valuesAt(data, 'feeds.*.dataset')).not.toContain(null)
  })
})
