import { afterEach, describe, expect, it } from 'vitest'
import type { SubgraphDefinition, SubgraphSource } from '../../subgraphs/_kit/subgraph.ts'
import { startTestSubgraph, type StartedSubgraph } from '../../subgraphs/_kit/testSubgraph.ts'
import { definition as catalogue } from '../../subgraphs/catalogue/server.ts'
import { definition as city } from '../../subgraphs/city/server.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as health } from '../../subgraphs/health/server.ts'
import { definition as tourism } from '../../subgraphs/tourism/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { addressVariable, readSnapshot, send, startSource, type SourceAnswer } from '../kit/source.ts'

const leftOver: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

interface Bureau {
  start(environment: Record<string, string>): Promise<StartedSubgraph>
}

function bureauOf<S extends SubgraphSource, C extends object>(definition: SubgraphDefinition<S, C>): Bureau {
  return { start: (environment) => startTestSubgraph(definition, environment) }
}

interface Watched {
  readonly bureau: Bureau
  readonly feed: string
  readonly snapshot: string
  /** A question about what the feed gives, whose answer is known from the snapshot. */
  readonly query: string
  readonly answer: unknown
}

const CAR_PARKS: Watched = {
  bureau: bureauOf(transport),
  feed: 'dsat-carpark-live',
  snapshot: readSnapshot('transport/data/dsat-carpark-live/0.xml'),
  query: '{ carPark(id: "6001") { freeSpaces { cars observedAt } } }',
  answer: { carPark: { freeSpaces: { cars: 78, observedAt: '2026-11-22T14:19:57+08:00' } } },
}
const CAR_PARK_REGISTER: Watched = {
  bureau: bureauOf(transport),
  feed: 'dsat-carpark-detail',
  snapshot: readSnapshot('transport/data/dsat-carpark-detail.xml'),
  query: '{ carPark(id: "6001") { name { en } place { id } } }',
  answer: {
    carPark: { name: { en: 'Nam Van (Pak Wu) Car Park' }, place: { id: '22.19060,113.53943' } },
  },
}
const ROAD_WORKS: Watched = {
  bureau: bureauOf(transport),
  feed: 'dsat-roadworks',
  snapshot: readSnapshot('transport/data/dsat-roadworks.xml'),
  query: '{ roadWorks(first: 50) { totalCount } }',
  answer: { roadWorks: { totalCount: 5 } },
}
const BUSES: Watched = {
  bureau: bureauOf(transport),
  feed: 'dsat-bus-live',
  snapshot: readSnapshot('transport/data/dsat-bus-live/0.json'),
  query: '{ bus(id: "S0001") { id } }',
  answer: { bus: { id: 'S0001' } },
}
const BORDER: Watched = {
  bureau: bureauOf(transport),
  feed: 'psp-border-status',
  snapshot: readSnapshot('transport/data/psp-border-status/0.json'),
  query: '{ borderCheckpoint(id: "qingmao") { statusLevel } }',
  answer: { borderCheckpoint: { statusLevel: expect.any(String) } },
}
const STOPS: Watched = {
  bureau: bureauOf(transport),
  feed: 'dsat-bus-stops',
  snapshot: readSnapshot('transport/data/dsat-bus-stops.csv'),
  query: '{ busStop(id: "C652/1") { name { zh } } }',
  answer: { busStop: { name: { zh: '安順大廈' } } },
}
const MUSEUMS: Watched = {
  bureau: bureauOf(culture),
  feed: 'icm-museums',
  snapshot: readSnapshot('culture/data/museums.csv'),
  query: '{ museum(id: "museum-of-macao") { name { en } openingHours { asStated } feeMop } }',
  answer: {
    museum: {
      name: { en: 'Macao Museum' },
      openingHours: { asStated: '10:00-18:00 (last entry 17:30); closed Mon' },
      feeMop: 15,
    },
  },
}
const HOTELS: Watched = {
  bureau: bureauOf(tourism),
  feed: 'mgto-hotels',
  snapshot: readSnapshot('tourism/data/dst_hotel.xml'),
  query: '{ hotel(id: "venetian") { name { zh } roomsLicensed place { id } } }',
  answer: {
    hotel: { name: { zh: '澳門威尼斯人' }, roomsLicensed: 2900, place: { id: '22.14830,113.56060' } },
  },
}
const EVENTS: Watched = {
  bureau: bureauOf(tourism),
  feed: 'mgto-events',
  snapshot: readSnapshot('tourism/data/events.json'),
  query: '{ event(id: "lny-parade") { usualMonths } }',
  answer: { event: { usualMonths: [1, 2] } },
}
const ARRIVALS: Watched = {
  bureau: bureauOf(tourism),
  feed: 'dsec-visitor-arrivals',
  snapshot: readSnapshot('tourism/data/VisitorArrivals.json'),
  query: '{ visitorArrivals { monthly(from: "2008-01", to: "2008-02") { month arrivals } } }',
  answer: {
    visitorArrivals: {
      monthly: [
        { month: '2008-01', arrivals: 1_900_592 },
        { month: '2008-02', arrivals: 2_000_243 },
      ],
    },
  },
}
const FACILITIES: Watched = {
  bureau: bureauOf(health),
  feed: 'ssm-facilities',
  snapshot: readSnapshot('health/data/facilities.csv'),
  query: '{ healthFacility(id: "chcsj") { name { zh } place { id } } }',
  answer: { healthFacility: { name: { zh: '仁伯爵綜合醫院' }, place: { id: '22.19355,113.54665' } } },
}
const WAITS: Watched = {
  bureau: bureauOf(health),
  feed: 'ssm-emergency-waits',
  snapshot: readSnapshot('health/data/emergency-waits/frame-0.json'),
  query:
    '{ healthFacility(id: "chcsj") { ... on Hospital { emergencyDepartments { kind waitMinutesAvg } } } }',
  answer: expect.anything(),
}
const FLIGHTS: Watched = {
  bureau: bureauOf(transport),
  feed: 'aacm-flights',
  snapshot: readSnapshot('transport/data/aacm-flights.json'),
  query: '{ flights(filter: { destination: "Beijing" }) { nodes { weekdays periodStartsOn } } }',
  answer: {
    flights: {
      nodes: [{ weekdays: ['MONDAY', 'WEDNESDAY', 'FRIDAY', 'SUNDAY'], periodStartsOn: '2026-10-25' }],
    },
  },
}
const TOILETS: Watched = {
  bureau: bureauOf(city),
  feed: 'iam-public-toilets',
  snapshot: readSnapshot('city/data/toliet.json'),
  query:
    '{ publicToilet(id: "AM01") { name { zh } isAccessible isOpen(at: "2026-11-24T12:00:00+08:00") place { id } } }',
  answer: {
    publicToilet: {
      name: { zh: '食品資訊站' },
      isAccessible: true,
      isOpen: true,
      place: { id: '22.21127,113.55149' },
    },
  },
}
const WATER: Watched = {
  bureau: bureauOf(city),
  feed: 'iam-drinking-water',
  snapshot: readSnapshot('city/data/facility_drink.json'),
  query: '{ drinkingWaterPoints(first: 2) { totalCount nodes { id name { zh } } } }',
  answer: {
    drinkingWaterPoints: { totalCount: 164, nodes: [expect.anything(), expect.anything()] },
  },
}
const DATASETS: Watched = {
  bureau: bureauOf(catalogue),
  feed: 'portal-datasets',
  snapshot: readSnapshot('catalogue/data/portal-datasets.json'),
  query: '{ dataset(id: "mgto-hotels") { title { en } } }',
  answer: expect.anything(),
}

async function open({ bureau, feed, snapshot }: Watched, first: string | SourceAnswer = snapshot) {
  const source = await startSource(first)
  leftOver.push(source.stop)
  const subgraph = await bureau.start({ [addressVariable(feed)]: source.url })
  leftOver.push(() => subgraph.stop())
  const report = () => subgraph.reports().find(({ id }) => id === feed)
  const readAgain = async (body: string | Buffer | SourceAnswer) => {
    source.answer = typeof body === 'function' ? body : send(body)
    await subgraph.findFeed(feed)?.refresh()
  }
  return { subgraph, source, report, readAgain }
}

/** The lines of a table in its middle. */
function someLines(table: string, count: number): string {
  return `${table.split('\n').slice(0, count).join('\n')}\n`
}

function keepElements(xml: string, element: RegExp, count: number): string {
  let seen = 0
  return xml.replaceAll(element, (found) => (seen++ < count ? found : ''))
}

/** What is said of a document that may hold what is not for everybody. */
const CONFIDENTIAL = /^the source gave another form of document than expected$/

const CAR_PARK = /\s*<Car_park_info[^>]*\/>/g
const HOTEL = /\s*<hotel>.*?<\/hotel>/gs

describe('a document that cannot be what the source has to say is refused, and the last good one stays:', () => {
  it.each<[string, Watched, (snapshot: string) => string | Buffer, RegExp]>([
    [
      'times of another form',
      CAR_PARKS,
      (xml) => xml.replaceAll(/Time="[^"]*"/g, 'Time="2026-11-22T14:19:57+08:00"'),
      /^expected at most 5 of 56 values of Time to be unreadable; got 56$/,
    ],
    ['an empty root', CAR_PARKS, () => '<CarPark/>', /^expected at least 40 records; got 0$/],
    [
      'elements whose name has changed its case',
      CAR_PARKS,
      (xml) => xml.replaceAll('Car_park_info', 'car_park_info'),
      /^expected elements <Car_park_info> in <CarPark>; got <car_park_info>$/,
    ],
    [
      'a field whose name has changed its case',
      CAR_PARKS,
      (xml) => xml.replaceAll('Car_CNT', 'car_cnt'),
      /^expected the fields Car_CNT; got fields that differ from them in case or signs$/,
    ],
    [
      'a field that has gone from all records',
      CAR_PARKS,
      (xml) => xml.replaceAll('Car_CNT=', 'Spaces='),
      /^expected the fields Car_CNT, as in the last document; got them in no record$/,
    ],
    [
      '5 of 56 records',
      CAR_PARKS,
      (xml) => keepElements(xml, CAR_PARK, 5),
      /^expected at least 40 records; got 5$/,
    ],
    [
      'a fifth of the records gone',
      CAR_PARKS,
      (xml) => keepElements(xml, CAR_PARK, 44),
      /^expected at least 45 records, since the last document had 56; got 44$/,
    ],
    [
      'ids that are all the same',
      CAR_PARKS,
      (xml) => xml.replaceAll(/ ID="\d+"/g, ' ID="6001"'),
      /^expected at least 40 records; got 1$/,
    ],
    [
      'counts in words',
      CAR_PARKS,
      (xml) => xml.replaceAll(/Car_CNT="\d+"/g, 'Car_CNT="many"'),
      /values of Car_CNT to be unreadable/,
    ],
    [
      'times of tomorrow',
      CAR_PARKS,
      (xml) => xml.replaceAll('11/22/2026', '11/23/2026'),
      /values of Time to be unreadable/,
    ],
    [
      'another root',
      CAR_PARKS,
      (xml) => xml.replaceAll('CarPark>', 'CarParks>'),
      /^expected the root element <CarPark>/,
    ],
    [
      'a declaration with a quotation mark missing',
      CAR_PARKS,
      (xml) => xml.replace('encoding="utf-8"', 'encoding=utf-8"'),
      /^expected well-formed XML with the root <CarPark>; got Pi Tag is not closed\.$/,
    ],
    ['half a document', CAR_PARKS, (xml) => xml.slice(0, xml.length / 2), /^expected well-formed XML/],
    ['a page', CAR_PARKS, () => '<!DOCTYPE html><title>502</title>', /^expected data; got an HTML page$/],
    ['the error body', CAR_PARKS, () => '{"msg":"內部錯誤","code":1}', /^expected data; got the error body/],
    ['nothing', CAR_PARKS, () => '', /^expected a document; got an empty body$/],
    [
      'bytes that are no UTF-8',
      CAR_PARKS,
      (xml) => Buffer.from(xml, 'latin1'),
      /^expected text in utf-8; got bytes/,
    ],
    [
      'swapped coordinates throughout',
      CAR_PARK_REGISTER,
      (xml) => xml.replaceAll(/X_coords="([\d.]+)" Y_coords="([\d.]+)"/g, 'X_coords="$2" Y_coords="$1"'),
      /values of X_coords, Y_coords to be unreadable; got 91$/,
    ],
    ['road works under another name', ROAD_WORKS, (xml) => xml.replaceAll('entry>', 'aviso>'), CONFIDENTIAL],
    [
      'road works of which none can be read',
      ROAD_WORKS,
      (xml) => xml.replaceAll(/<start_date>[^<]*/g, '<start_date>soon'),
      /to be set aside; got 6, for such reasons as: start_date: expected a day YYYY-MM-DD$/,
    ],
    ['an answer of the buses that is an error', BUSES, () => '{"header":"1200","data":""}', CONFIDENTIAL],
    [
      'buses with stops of another form',
      BUSES,
      (json) => json.replaceAll('"staCode": "M', '"staCode": "X-'),
      /set aside/,
    ],
    [
      'halls that are no list',
      BORDER,
      () => '{"d":"{\\"Rs\\":true,\\"Rt\\":{}}"}',
      /an answer whose "Rs" is true/,
    ],
    [
      'half of the halls',
      BORDER,
      () => '{"d":"{\\"Rs\\":true,\\"Rt\\":[]}"}',
      /^expected at least 8 records; got 0$/,
    ],
    [
      'a table cut at a line',
      STOPS,
      (csv) => someLines(csv, 200),
      /^expected at least 300 records; got 199$/,
    ],
    ['a table cut within a line', STOPS, (csv) => csv.slice(0, 20_000), /^expected CSV; got /],
    [
      'a column of another name',
      STOPS,
      (csv) => csv.replace('P_NAME_POR', 'NAME_PT'),
      /none named P_NAME_POR$/,
    ],
    [
      'a table without its heading',
      MUSEUMS,
      (csv) => csv.slice(csv.indexOf('\n') + 1),
      /^expected a CSV with the columns id/,
    ],
    [
      'every row twice',
      MUSEUMS,
      (csv) => csv + csv.slice(csv.indexOf('\n') + 1),
      /^expected at most 4 of 42 records to be set aside; got 21, for such reasons as: id: expected each record once$/,
    ],
    ['semicolons for commas', MUSEUMS, (csv) => csv.replaceAll(',', ';'), /^expected CSV; got/],
    [
      'hotels of which a third is there',
      HOTELS,
      (xml) => keepElements(xml, HOTEL, 11),
      /^expected at least 20 records; got 11$/,
    ],
    [
      'hotels without names',
      HOTELS,
      (xml) => xml.replaceAll(/<name_(\w+)>[^<]*/g, '<name_$1>'),
      /set aside|at least 20 records; got 0/,
    ],
    [
      'a list under another key',
      EVENTS,
      (json) => json.replace('"events"', '"items"'),
      /^expected an object with the list "events"/,
    ],
    ['an empty list', EVENTS, () => '{"events":[]}', /^expected at least 20 records; got 0$/],
    ['no object at all', EVENTS, () => '[]', /^expected an object with the list "events"/],
    [
      'strings for records',
      EVENTS,
      () => JSON.stringify({ events: Array.from({ length: 27 }, () => 'event') }),
      /at least 20 records; got 0/,
    ],
    [
      'an error in the envelope of a success',
      ARRIVALS,
      () => '{"success":false,"errorType":1,"errorMessage":"System error!","value":null}',
      /^expected success; got error 1/,
    ],
    [
      'years for months',
      ARRIVALS,
      (json) => json.replaceAll(/年\s*\d+\s*月/g, '年'),
      /^expected at least 60 records; got 0$/,
    ],
    [
      'an indicator of the last years only',
      ARRIVALS,
      (json) => json.replaceAll(/\s*\{"value": "\d+", "periodString": "20[01]\d年[^}]*\},/g, ''),
      /^expected at least \d+ records/,
    ],
    [
      'facilities of which all lie at 0,0',
      FACILITIES,
      (csv) => csv.replaceAll(/,22\.\d+,113\.\d+,/g, ',0,0,'),
      /values of lat, lng to be unreadable/,
    ],
    [
      'flights whose dates have another form',
      FLIGHTS,
      (json) => json.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$3/$2/$1'),
      /^expected at least 5 records; got 0$/,
    ],
    [
      'toilets without their codes',
      TOILETS,
      (json) =>
        json
          .replaceAll(/"nameZh": "[A-Z]+\d+ ?/g, '"nameZh": "')
          .replaceAll(/"name(Pt|En)": "[A-Z]+\d+ /g, '"name$1": "'),
      /^expected at least 150 records; got 0$/,
    ],
    [
      'toilets of which all have longitude and latitude swapped',
      TOILETS,
      (json) => json.replaceAll(/"location": "([\d.]+),([\d.]+)"/g, '"location": "$2,$1"'),
      /values of location.lat, location.lng to be unreadable; got 197$/,
    ],
    ['toilets in an envelope', TOILETS, (json) => `{"data":${json}}`, /^expected a list of objects; got /],
    [
      'the error that the portal gives for its archive, with HTTP 200',
      TOILETS,
      () => '{"msg":"內部錯誤","code":1}',
      /^expected data; got the error body/,
    ],
    [
      'half of the machines',
      WATER,
      (json) => JSON.stringify(JSON.parse(json).slice(0, 39)),
      /^expected at least 50 records; got 39$/,
    ],
    ['waits with a code of failure', WAITS, () => '{"code":1,"msg":"busy"}', /an object with "code": 0/],
    [
      'a portal without data sets',
      DATASETS,
      () => '{"code":"0","data":{"total":0,"items":[]}}',
      /^expected at least 30 records; got 0$/,
    ],
  ])('%s', async (_, watched, alter, reason) => {
    const { subgraph, report, readAgain } = await open(watched)
    const before = await subgraph.ask(watched.query)
    expect(before).toEqual({ data: watched.answer })
    const { accepted } = report() ?? {}
    await readAgain(alter(watched.snapshot))
    expect(report()).toMatchObject({ state: 'DEGRADED', accepted, lastError: expect.stringMatching(reason) })
    expect(await subgraph.ask(watched.query)).toEqual(before)
    await readAgain(watched.snapshot)
    expect(report()).toMatchObject({ state: 'LIVE', lastError: null, staleSince: null })
  })
})

describe('one thing that is wrong costs itself alone:', () => {
  it.each<[string, Watched, (snapshot: string) => string, unknown, RegExp | null]>([
    [
      'an en dash in opening hours',
      MUSEUMS,
      (csv) => csv.replace('10:00-18:00; Mo off', '10:00\u201318:00; Mo off'),
      MUSEUMS.answer,
      /^opening_rules: expected opening hours .*in museum-of-macao: published as null, in 1 record\.$/,
    ],
    [
      'a fee in words',
      MUSEUMS,
      (csv) => csv.replace('17:30,15,IC', '17:30,fifteen,IC'),
      { museum: { ...readObject(MUSEUMS.answer).museum, feeMop: null } },
      /^fee_mop: expected a whole number from 0; got "fifteen"/,
    ],
    ['"2,900" rooms', HOTELS, (xml) => xml.replace('>2900<', '>2,900<'), HOTELS.answer, null],
    [
      'rooms in words',
      HOTELS,
      (xml) => xml.replace('>2900<', '>about 2900<'),
      { hotel: { ...readObject(HOTELS.answer).hotel, roomsLicensed: null } },
      /^room_no: expected a whole number or nothing; got "about 2900" in venetian/,
    ],
    [
      'a hotel at 0,0',
      HOTELS,
      (xml) => xml.replace('>22.1483<', '>0<').replace('>113.5606<', '>0<'),
      { hotel: { ...readObject(HOTELS.answer).hotel, place: null } },
      /^latitude, longitude: expected a coordinate in Macao/,
    ],
    [
      'character references',
      HOTELS,
      (xml) => xml.replace('澳門威尼斯人', '&#28595;&#x9580;威尼斯人'),
      HOTELS.answer,
      null,
    ],
    [
      'a hospital at 0,0',
      FACILITIES,
      (csv) => csv.replace('22.19355,113.54665', '0,0'),
      { healthFacility: { name: { zh: '仁伯爵綜合醫院' }, place: null } },
      /^lat, lng: expected a coordinate in Macao .*got \["0","0"\] in chcsj/,
    ],
    [
      'a hospital whose coordinates are swapped',
      FACILITIES,
      (csv) => csv.replace('22.19355,113.54665', '113.54665,22.19355'),
      { healthFacility: { name: { zh: '仁伯爵綜合醫院' }, place: null } },
      /^lat, lng: expected a coordinate in Macao/,
    ],
    [
      'an id in full width with a character that nobody sees',
      CAR_PARKS,
      (xml) => xml.replace('ID="6001"', 'ID="６００１\u200b"'),
      CAR_PARKS.answer,
      null,
    ],
    [
      'the 29th of February of a common year',
      CAR_PARKS,
      (xml) => xml.replace('11/22/2026 2:19:57 PM', '2/29/2026 2:19:57 PM'),
      { carPark: { freeSpaces: { cars: 78, observedAt: null } } },
      /^Time: expected a time .* that has been; got "2\/29\/2026 2:19:57 PM" in 6001/,
    ],
    [
      'a time that has not been',
      CAR_PARKS,
      (xml) => xml.replace('11/22/2026 2:19:57 PM', '11/22/2026 10:19:57 PM'),
      { carPark: { freeSpaces: { cars: 78, observedAt: null } } },
      /^Time: expected/,
    ],
    [
      'an en dash for a number',
      CAR_PARKS,
      (xml) => xml.replace('Car_CNT="78"', 'Car_CNT="–"'),
      { carPark: { freeSpaces: { cars: null, observedAt: '2026-11-22T14:19:57+08:00' } } },
      null,
    ],
    [
      'digits in full width',
      CAR_PARKS,
      (xml) => xml.replace('Car_CNT="78"', 'Car_CNT="７８"'),
      CAR_PARKS.answer,
      null,
    ],
    [
      'a field that nobody knows',
      CAR_PARKS,
      (xml) => xml.replaceAll(' Car_CNT=', ' Bus_CNT="1" Car_CNT='),
      CAR_PARKS.answer,
      /^Fields not known here: Bus_CNT\.$/,
    ],
    [
      'an element that nobody knows',
      CAR_PARKS,
      (xml) => xml.replace('</CarPark>', '<Notice text="x"/></CarPark>'),
      CAR_PARKS.answer,
      /^Elements not known here: <Notice>\.$/,
    ],
    [
      'days of a flight in words',
      FLIGHTS,
      (json) => json.replace('"1.3.5.7"', '"daily"'),
      { flights: { nodes: [{ weekdays: null, periodStartsOn: '2026-10-25' }] } },
      null,
    ],
    [
      'a coordinate in another place',
      TOILETS,
      (json) => json.replace('"22.211268,113.551493"', '"22.3,114.1"'),
      { publicToilet: { ...readObject(TOILETS.answer).publicToilet, place: null } },
      /^location.lat, location.lng: expected a coordinate in Macao .*got \["22.3","114.1"\] in AM01 食品資訊站/,
    ],
    [
      'half a coordinate',
      TOILETS,
      (json) => json.replace('"22.211268,113.551493"', '"22.211268"'),
      { publicToilet: { ...readObject(TOILETS.answer).publicToilet, place: null } },
      /^location.lat, location.lng: expected both or none/,
    ],
    [
      'a blank in a coordinate, and flags as digits',
      TOILETS,
      (json) =>
        json.replace('"22.211268,113.551493", "hasDwc": true', '" 22.211268 , 113.551493 ", "hasDwc": "1"'),
      TOILETS.answer,
      null,
    ],
    [
      'hours in words that nobody knows',
      TOILETS,
      (json) => json.replace('星期二至日, 早上10:00-下午6:00', '視天氣而定'),
      { publicToilet: { ...readObject(TOILETS.answer).publicToilet, isOpen: null } },
      null,
    ],
    ['months in quotes', EVENTS, (json) => json.replace('[1, 2]', '["1", "2"]'), EVENTS.answer, null],
    [
      'numbers for texts',
      ARRIVALS,
      (json) => json.replaceAll(/"value": "(\d+)"/g, '"value": $1'),
      ARRIVALS.answer,
      null,
    ],
  ])('%s', async (_, watched, alter, answer, remark) => {
    const altered = alter(watched.snapshot)
    expect(altered).not.toBe(watched.snapshot)
    const { subgraph, report } = await open(watched, altered)
    expect(await subgraph.ask(watched.query)).toEqual({ data: answer })
    expect(report()).toMatchObject({
      state: 'LIVE',
      lastError: null,
      setAsideCount: watched === ROAD_WORKS ? 1 : 0,
    })
    const told = report()?.remarks.filter((one) => /expected|not known here/.test(one))
    expect(told?.map((one) => remark?.test(one))).toEqual(remark === null ? [] : [true])
  })

  it('a road work of 30 February, of which the others are answered', async () => {
    const altered = ROAD_WORKS.snapshot.replace(/<start_date>[^<]*/, '<start_date>2026-02-30')
    const { subgraph, report } = await open(ROAD_WORKS, altered)
    expect(await subgraph.ask(ROAD_WORKS.query)).toEqual({ data: { roadWorks: { totalCount: 4 } } })
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 4, setAsideCount: 2 })
    expect(report()?.setAside[0]).toEqual({
      record: 'S-2026-001',
      reason: 'start_date: expected a day YYYY-MM-DD',
    })
  })

  it('hours in words that nobody knows, which are counted', async () => {
    const { report } = await open(TOILETS, TOILETS.snapshot.replaceAll('全日', '視天氣而定'))
    expect(report()?.remarks).toEqual(['Hours that are words alone, since they are not understood: 110.'])
  })

  it('machines in another order, whose ids stay', async () => {
    const query =
      '{ drinkingWaterPoints(first: 100) { nodes { id name { zh } address { zh } place { id } } } }'
    const { subgraph, readAgain, report } = await open(WATER)
    const before = await subgraph.ask(query)
    const rows: unknown[] = JSON.parse(WATER.snapshot)
    await readAgain(JSON.stringify(rows.toReversed()))
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 78 })
    expect(await subgraph.ask(query)).toEqual(before)
    await readAgain(JSON.stringify(rows.slice(1)))
    const after = await subgraph.ask('{ drinkingWaterPoints { totalCount } }')
    expect(after.data).toEqual({ drinkingWaterPoints: { totalCount: 163 } })
  })

  it('a record that comes twice, of which the first stands', async () => {
    const row = CAR_PARKS.snapshot.match(CAR_PARK)?.[0] ?? ''
    const again = row.replace('Car_CNT="78"', 'Car_CNT="1"')
    const { subgraph, report } = await open(
      CAR_PARKS,
      CAR_PARKS.snapshot.replace('</CarPark>', `${again}</CarPark>`),
    )
    expect(await subgraph.ask(CAR_PARKS.query)).toEqual({ data: CAR_PARKS.answer })
    expect(report()?.setAside).toEqual([
      { record: '6001', reason: 'id: expected each record once; got "6001"' },
    ])
  })

  it('an item that is no object, which is counted', async () => {
    const { subgraph, report } = await open(EVENTS, EVENTS.snapshot.replace('[', '["event", null, '))
    expect(await subgraph.ask(EVENTS.query)).toEqual({ data: EVENTS.answer })
    expect(report()).toMatchObject({
      state: 'LIVE',
      setAsideCount: 2,
      setAside: [
        { record: 'record 1', reason: 'record: expected an object; got "event"' },
        { record: 'record 2', reason: 'record: expected an object; got null' },
      ],
    })
  })
})

describe('a source that may rightly have nothing to say', () => {
  it.each<[string, Watched, string, unknown]>([
    ['has no road works', ROAD_WORKS, '<dsat_aviso/>', { roadWorks: { totalCount: 0 } }],
    ['has no buses at night', BUSES, '{"header":"000","data":[]}', { bus: null }],
  ])('%s', async (_, watched, body, answer) => {
    const { subgraph, report, readAgain } = await open(watched)
    await readAgain(body)
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 0, lastError: null })
    expect(await subgraph.ask(watched.query)).toEqual({ data: answer })
  })
})

describe('a document that is refused at once', () => {
  it('leaves a feed that has failed, never one that is live with less than its floor', async () => {
    const { subgraph, report } = await open(CAR_PARKS, keepElements(CAR_PARKS.snapshot, CAR_PARK, 39))
    expect(report()).toMatchObject({
      state: 'FAILED',
      accepted: 0,
      lastError: 'expected at least 40 records; got 39',
    })
    const { data } = await subgraph.ask(CAR_PARKS.query)
    expect(data).toEqual({ carPark: { freeSpaces: null } })
  })
})

function readObject(value: unknown): Record<string, Record<string, unknown>> {
  return value as Record<string, Record<string, unknown>>
}
