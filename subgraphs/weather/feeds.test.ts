import { afterEach, describe, expect, it } from 'vitest'
import { addressVariable, readSnapshot, send, startSource } from '../../test/kit/source.ts'
import type { FeedReport } from '../_kit/feed.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

const leftOver: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

/** After all that the snapshots tell, as they stand there. */
const NOW = new Date('2026-11-28T17:00:00+08:00')

interface OneFeed {
  readonly subgraph: StartedSubgraph
  report(): FeedReport
  /** Has the source answer with another document, and reads it. */
  become(body: string): Promise<FeedReport>
}

/** The subgraph with one feed read over HTTP from a source that answers with `body`. */
async function startWith(feed: string, body: string): Promise<OneFeed> {
  const source = await startSource(body)
  const environment = { [addressVariable(feed)]: source.url }
  const subgraph = await startTestSubgraph(definition, environment, () => NOW)
  leftOver.push(source.stop, () => subgraph.stop())
  const report = () => {
    const found = subgraph.reports().find(({ id }) => id === feed)
    if (!found) throw new Error(`No feed "${feed}".`)
    return found
  }
  return {
    subgraph,
    report,
    async become(changed) {
      source.answer = send(changed)
      await subgraph.findFeed(feed)?.refresh()
      return report()
    },
  }
}

const STATIONS = readSnapshot('weather/data/actualweather/0.xml')
const BRIEF = readSnapshot('weather/data/actual-brief/0.xml')
const FORECAST = readSnapshot('weather/data/7daysforecast/0.xml')
const TYPHOON = readSnapshot('weather/data/warnings/typhoon/0.xml')
const MONSOON = readSnapshot('weather/data/warnings/monsoon/0.xml')
const AIR = readSnapshot('weather/data/air-concentration/0.json')

const ASK_STATION = `query ($id: ID!) { weatherStation(id: $id) {
  latestObservation { observedAt stale temperatureCelsius windSpeedKmh rainfallLastHourMm isRaining } } }`

describe('a document of the stations that cannot be right is refused, and the last good one stays:', () => {
  it.each<[string, (xml: string) => string, RegExp]>([
    [
      'an empty root',
      () => '<ActualWeather/>',
      /^expected an element <Custom> in <ActualWeather>; got none$/,
    ],
    [
      'nothing told',
      (xml) => xml.replace(/<Custom>.*<\/Custom>/s, '<Custom/>'),
      /^expected at least 8 records; got 0$/,
    ],
    [
      'a report whose name has changed its case',
      (xml) => xml.replaceAll('WeatherReport>', 'weatherReport>'),
      /^expected elements <WeatherReport> in <Custom>; got <weatherReport>$/,
    ],
    [
      'stations whose name has changed its case',
      (xml) => xml.replaceAll('<station ', '<Station ').replaceAll('</station>', '</Station>'),
      /^expected elements <station> in <WeatherReport>; got <Station>$/,
    ],
    [
      'a measure whose name has changed its case',
      (xml) => xml.replaceAll('Humidity>', 'HUMIDITY>'),
      /^expected the fields Humidity\/dValue, .*; got fields that differ from them in case or signs$/,
    ],
    [
      'numbers with their units',
      (xml) => xml.replaceAll(/<dValue>([\d.]+)<\/dValue>/g, '<dValue>$1 °C</dValue>'),
      /^expected at most \d+ of \d+ values of [\w/]+dValue to be unreadable; got \d+$/,
    ],
    [
      'winds in metres a second',
      (xml) => xml.replaceAll('<MeasureUnit>km/h<', '<MeasureUnit>m/s<'),
      /values of WindSpeed\/MeasureUnit to be unreadable; got 17$/,
    ],
    [
      'half of the stations',
      (xml) => xml.replaceAll(/<WeatherReport>\s*<station code="[A-M].*?<\/WeatherReport>/gs, ''),
      /^expected at least \d+ records/,
    ],
    [
      'times of tomorrow',
      (xml) => xml.replaceAll('<RecordTime>2026-11-28', '<RecordTime>2026-11-29'),
      /^expected at least 8 records; got 0$/,
    ],
    ['half a document', (xml) => xml.slice(0, xml.length / 2), /^expected well-formed XML/],
    ['another root', () => MONSOON, /^expected the root element <ActualWeather>/],
  ])('%s', async (_what, change, reason) => {
    const { subgraph, become } = await startWith('smg-actual-weather', STATIONS)
    const { state, lastError, accepted } = await become(change(STATIONS))
    expect(lastError).toMatch(reason)
    expect({ state, accepted }).toEqual({ state: 'DEGRADED', accepted: 17 })
    const { data } = await subgraph.ask(ASK_STATION, { id: 'TG' })
    expect(data).toMatchObject({ weatherStation: { latestObservation: { temperatureCelsius: 21.4 } } })
  })
})

describe('a document of the stations that is right in most is taken:', () => {
  it('a station that is missing tells nothing, and the others do', async () => {
    const { subgraph, become } = await startWith('smg-actual-weather', STATIONS)
    const { state, accepted } = await become(
      STATIONS.replace(/<WeatherReport>\s*<station code="TG">.*?<\/WeatherReport>/s, ''),
    )
    expect({ state, accepted }).toEqual({ state: 'LIVE', accepted: 16 })
    expect((await subgraph.ask(ASK_STATION, { id: 'TG' })).data).toEqual({
      weatherStation: { latestObservation: null },
    })
    expect((await subgraph.ask(ASK_STATION, { id: 'KV' })).data).toMatchObject({
      weatherStation: { latestObservation: { temperatureCelsius: 21.5 } },
    })
  })

  it.each(['X', '-99', 'NIL', '-', ''])('the mark "%s" is no value, and no fault', async (mark) => {
    const { subgraph, report } = await startWith(
      'smg-actual-weather',
      STATIONS.replaceAll(
        /(<Rainfall>.*?<Type>[34]<\/Type>).*?(<\/Rainfall>)/g,
        `$1<Value>${mark}</Value><dValue>${mark}</dValue>$2`,
      ),
    )
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 17, setAside: [], remarks: [] })
    expect((await subgraph.ask(ASK_STATION, { id: 'KV' })).data).toMatchObject({
      weatherStation: { latestObservation: { rainfallLastHourMm: null, isRaining: null } },
    })
  })

  it('a value of one station that no instrument gives is null and told', async () => {
    const { subgraph, report } = await startWith(
      'smg-actual-weather',
      STATIONS.replace('<Value>19</Value><dValue>18.7</dValue>', '<Value>1900</Value><dValue>1870</dValue>'),
    )
    expect(report().remarks.join(' ')).toContain('WindSpeed/dValue')
    expect((await subgraph.ask(ASK_STATION, { id: 'TG' })).data).toMatchObject({
      weatherStation: { latestObservation: { windSpeedKmh: null } },
    })
  })

  it('values without a decimal are read', async () => {
    const { subgraph } = await startWith(
      'smg-actual-weather',
      STATIONS.replaceAll(/<dValue>[^<]*<\/dValue>/g, ''),
    )
    expect((await subgraph.ask(ASK_STATION, { id: 'TG' })).data).toMatchObject({
      weatherStation: { latestObservation: { temperatureCelsius: 21, windSpeedKmh: 19 } },
    })
  })

  it('what was measured hours ago is stale, and says nothing of rain now', async () => {
    const { subgraph } = await startWith(
      'smg-actual-weather',
      STATIONS.replaceAll('<RecordTime>2026-11-28 16:00', '<RecordTime>2026-11-28 12:00'),
    )
    expect((await subgraph.ask(ASK_STATION, { id: 'KV' })).data).toMatchObject({
      weatherStation: { latestObservation: { stale: true, rainfallLastHourMm: 1.4, isRaining: null } },
    })
    expect((await subgraph.ask('{ currentWeather { isRaining } }')).data).toEqual({
      currentWeather: { isRaining: null },
    })
  })
})

describe('the weather of Macao', () => {
  it('may tell one temperature or two', async () => {
    const ask = '{ currentWeather { temperatureMinCelsius temperatureMaxCelsius windFrom humidityPercent } }'
    const { subgraph, become } = await startWith('smg-actual-brief', BRIEF)
    const told = { windFrom: 'N', humidityPercent: 58 }
    expect((await subgraph.ask(ask)).data).toEqual({
      currentWeather: { temperatureMinCelsius: 22, temperatureMaxCelsius: 22, ...told },
    })
    const one = /<Temperature>.*<\/Temperature>/.exec(BRIEF)?.[0] ?? ''
    await become(BRIEF.replace(one, `${one}${one.replace('>22<', '>20<')}`))
    expect((await subgraph.ask(ask)).data).toEqual({
      currentWeather: { temperatureMinCelsius: 20, temperatureMaxCelsius: 22, ...told },
    })
  })

  it('has no name for a code that is not known', async () => {
    const { subgraph } = await startWith('smg-actual-brief', BRIEF.replace('>02<', '>77<'))
    expect((await subgraph.ask('{ currentWeather { condition { code name { en } } } }')).data).toEqual({
      currentWeather: { condition: { code: '77', name: null } },
    })
  })
})

describe('the forecast', () => {
  it('tells the hottest from the coldest by their type, in whatever order they stand', async () => {
    const { subgraph } = await startWith(
      'smg-seven-day-forecast',
      FORECAST.replaceAll(
        /(<Temperature>.*?<\/Temperature>)(\s*)(<Temperature>.*?<\/Temperature>)/g,
        '$3$2$1',
      ),
    )
    const { data } = await subgraph.ask(
      '{ dailyForecasts { date temperatureMaxCelsius temperatureMinCelsius condition { name { en } } } }',
    )
    expect(data?.dailyForecasts).toHaveLength(7)
    expect(data).toMatchObject({
      dailyForecasts: {
        0: {
          date: '2026-11-29',
          temperatureMaxCelsius: 22,
          temperatureMinCelsius: 16,
          condition: { name: { en: 'Fine' } },
        },
      },
    })
  })
})

const WARNINGS = '{ weatherWarnings { group code signal { id } issuedAt description { zh } } }'
/** Recorded as in force in our own snapshots, from which the others are read. */
const OTHERS = ['STRONG_MONSOON']

async function groupsInForce(subgraph: StartedSubgraph): Promise<unknown> {
  const { data, errors } = await subgraph.ask(WARNINGS)
  return errors?.map(({ message }) => message) ?? data?.weatherWarnings
}

function typhoonOf(code: string, fields: string): string {
  return `<TyphoonWarning><System><SysPubdate>2026-11-28 08:00</SysPubdate></System><Custom><TropicalCyclone><Warncode>${code}</Warncode>${fields}<IssuedAt>2026-11-28 08:00</IssuedAt><Description>八號東南風球現正生效。</Description></TropicalCyclone></Custom></TyphoonWarning>`
}

describe('warnings', () => {
  it.each([
    ['8SE', 'tc8se'],
    ['10', 'tc10'],
    // Which of four it is, the code does not say.
    ['8', null],
    ['11', null],
  ])('with the code %s in force are the signal %s', async (code, signal) => {
    const { subgraph } = await startWith(
      'smg-typhoon',
      typhoonOf(code, '<Action>ISSUE</Action><Inforce>1</Inforce><Status>1</Status>'),
    )
    expect(await groupsInForce(subgraph)).toContainEqual({
      group: 'TROPICAL_CYCLONE',
      code,
      signal: signal && { id: signal },
      issuedAt: '2026-11-28T08:00:00+08:00',
      description: { zh: '八號東南風球現正生效。' },
    })
  })

  it.each([
    ['none is told as none', TYPHOON],
    ['one is cancelled', typhoonOf('8SE', '<Action>CANCEL</Action><Inforce>0</Inforce><Status>2</Status>')],
    ['only the status says that it has ended', typhoonOf('8SE', '<Status>3</Status>')],
    ['the document has nothing to tell', '<TyphoonWarning><Custom></Custom></TyphoonWarning>'],
  ])('are not in force when %s', async (_what, body) => {
    const { subgraph, report } = await startWith('smg-typhoon', body)
    expect(report()).toMatchObject({ state: 'LIVE', setAside: [] })
    const warnings = await groupsInForce(subgraph)
    expect(warnings).toMatchObject(OTHERS.map((group) => ({ group })))
  })

  it('of a group with one signal alone need no code', async () => {
    const { subgraph } = await startWith('smg-monsoon', MONSOON)
    expect(await groupsInForce(subgraph)).toMatchObject([
      { group: 'STRONG_MONSOON', code: null, signal: { id: 'monsoon' } },
    ])
  })

  it.each([
    ['an empty root', '<TyphoonWarning/>'],
    ['an element of another name', TYPHOON.replaceAll('TropicalCyclone>', 'Tropicalcyclone>')],
    ['neither in force nor not', typhoonOf('8SE', '')],
  ])('stay in force when the next document has %s', async (_what, body) => {
    const { subgraph, become } = await startWith('smg-typhoon', typhoonOf('8SE', '<Inforce>1</Inforce>'))
    expect(await become(body)).toMatchObject({ state: 'DEGRADED' })
    expect(await groupsInForce(subgraph)).toMatchObject([
      { signal: { id: 'tc8se' } },
      { group: 'STRONG_MONSOON' },
    ])
  })

  it('are not told at all while nothing was ever read of one group', async () => {
    const { subgraph } = await startWith('smg-typhoon', '<TyphoonWarning/>')
    expect(await groupsInForce(subgraph)).toEqual([
      'Nothing has been read from the source "smg-typhoon" yet.',
    ])
  })
})

describe('air quality', () => {
  const ASK =
    '{ airQualityStation(id: "PO") { latestConcentrations { observedAt pm10UgPerM3 o3UgPerM3 coMgPerM3 } } }'

  it('is read by station, and ozone beside a road is null', async () => {
    const { subgraph } = await startWith('smg-air-concentration', AIR)
    expect((await subgraph.ask(ASK)).data).toEqual({
      airQualityStation: {
        latestConcentrations: {
          observedAt: '2026-11-28T16:00:00+08:00',
          pm10UgPerM3: 41,
          o3UgPerM3: null,
          coMgPerM3: 0.6,
        },
      },
    })
  })

  it.each([
    ['no station', '{"datetime":"2026-11-28 16:45"}', /^expected at least 3 records; got 0$/],
    ['a list', '[]', /^expected an object of stations; got \[\]$/],
    ['hours of another form', AIR.replaceAll('"2026112816"', '"16"'), /^expected at least 3 records; got 0$/],
  ])('keeps the last good values when the next document has %s', async (_what, body, reason) => {
    const { subgraph, become } = await startWith('smg-air-concentration', AIR)
    expect((await become(body)).lastError).toMatch(reason)
    expect((await subgraph.ask(ASK)).data).toMatchObject({
      airQualityStation: { latestConcentrations: { pm10UgPerM3: 41 } },
    })
  })
})
