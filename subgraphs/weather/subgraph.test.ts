import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

interface StationFact {
  readonly id: string
  readonly name: { readonly zh: string; readonly pt: string; readonly en: string }
  readonly lat: number | null
  readonly accuracy_m: number | null
  readonly approx: { readonly accuracy_m: number } | null
  readonly measures: readonly string[]
}

interface WarningFact {
  readonly id: string
  readonly group: string
  readonly name: { readonly zh: string; readonly pt: string; readonly en: string }
  readonly meaning: string
}

interface MonthFact {
  readonly month: number
  readonly normal_1991_2020: { readonly temp_max: number; readonly temp_min: number }
  readonly mean_2005_2025: { readonly rainfall_mm: number; readonly sunshine_h: number }
}

interface WeatherFacts {
  readonly stations: readonly StationFact[]
  readonly warnings: readonly WarningFact[]
  readonly air_quality: { readonly stations: readonly { readonly code: string; readonly type: string }[] }
  readonly climate: { readonly months: readonly MonthFact[] }
}

const facts: WeatherFacts = JSON.parse(readFileSync(new URL('test/facts/weather.json', packageRoot), 'utf8'))

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

async function askPlace(id: string, fields: string): Promise<unknown> {
  const { data, errors } = await subgraph.ask(
    `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { ... on Place { ${fields} } } }`,
    { keys: [{ __typename: 'Place', id }] },
  )
  return errors?.map(({ message }) => message) ?? data?.entities
}

describe('the weather subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('weather', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('reads all of its bundled records, sets none aside and finds no value unreadable', () => {
    expect(
      subgraph.reports().map(({ id, accepted, setAside, remarks }) => ({ id, accepted, setAside, remarks })),
    ).toEqual(
      [
        ['smg-stations', 17],
        ['smg-actual-weather', 17],
        ['smg-actual-brief', 1],
        ['smg-weather-conditions', 37],
        ['smg-seven-day-forecast', 7],
        ['smg-warning-signals', 23],
        ['smg-typhoon', 1],
        ['smg-rainstorm', 1],
        ['smg-storm-surge', 1],
        ['smg-monsoon', 1],
        ['smg-thunderstorm', 1],
        ['smg-tsunami', 1],
        ['smg-air-stations', 6],
        ['smg-air-concentration', 6],
        ['smg-climate', 12],
      ].map(([id, accepted]) => ({ id, accepted, setAside: [], remarks: [] })),
    )
  })
})

describe('weather stations', () => {
  it('are those of the facts, and say which places are approximate', async () => {
    const { data } = await subgraph.ask(
      '{ weatherStations(first: 100) { nodes { id name { zh pt en } placeIsApproximate placeAccuracyMetres measures } } }',
    )
    expect(data).toEqual({
      weatherStations: {
        nodes: facts.stations
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, name, lat, accuracy_m, approx, measures }) => ({
            id,
            name,
            placeIsApproximate: lat === null,
            placeAccuracyMetres: approx?.accuracy_m ?? accuracy_m,
            measures: measures.map((measure) => measure.toUpperCase()),
          })),
      },
    })
  })

  it('can be chosen by their area and by what they measure', async () => {
    const { data } = await subgraph.ask(
      `{ inCotai: weatherStations(filter: { area: "cotai" }) { nodes { id } }
         dry: weatherStations(filter: { area: "cotai", measuring: RAINFALL }) { nodes { id } }
         wet: weatherStations(filter: { measuring: RAINFALL }) { totalCount }
         none: weatherStations(filter: { area: "zone-b" }) { totalCount }
         high: weatherStations(first: 1, sort: [{ field: ELEVATION_METRES, direction: DESC }]) { nodes { id } } }`,
    )
    expect(data).toEqual({
      inCotai: { nodes: [{ id: 'JA' }, { id: 'PL' }] },
      dry: { nodes: [{ id: 'JA' }] },
      wet: { totalCount: 10 },
      none: { totalCount: 0 },
      high: { nodes: [{ id: 'TG' }] },
    })
  })

  it('tell what they measured, null where they have no instrument for it', async () => {
    const values =
      'temperatureCelsius temperatureMaxTodayCelsius windSpeedKmh windGustKmh windFromDegrees rainfallTodayMm stationPressureHpa'
    const { data } = await subgraph.ask(
      `{ hill: weatherStation(id: "TG") { latestObservation { observedAt stale ${values} provenance { sample } } }
         bridge: weatherStation(id: "PV") { latestObservation { ${values} } }
         none: weatherStation(id: "XX") { id } }`,
    )
    expect(data).toEqual({
      hill: {
        latestObservation: {
          observedAt: '2026-11-22T14:20:00+08:00',
          stale: false,
          temperatureCelsius: 21.4,
          temperatureMaxTodayCelsius: 22.9,
          windSpeedKmh: 18.7,
          windGustKmh: 31.7,
          windFromDegrees: 4,
          rainfallTodayMm: 0.2,
          stationPressureHpa: 1004.9,
          provenance: { sample: true },
        },
      },
      bridge: {
        latestObservation: {
          temperatureCelsius: null,
          temperatureMaxTodayCelsius: null,
          windSpeedKmh: 22,
          windGustKmh: 33.8,
          windFromDegrees: 2,
          rainfallTodayMm: null,
          stationPressureHpa: null,
        },
      },
      none: null,
    })
  })

  it.each([
    // Rain at this moment; rain in the last hour; rain today, but none in the last hour.
    ['KV', true],
    ['DC', true],
    ['TG', false],
    // The rain of the day alone is told; no gauge.
    ['FM', null],
    ['PV', null],
  ])('%s: is it raining? %s', async (id, expected) => {
    const { data } = await subgraph.ask(`{ weatherStation(id: "${id}") { latestObservation { isRaining } } }`)
    expect(data).toEqual({ weatherStation: { latestObservation: { isRaining: expected } } })
  })
})

describe('a place', () => {
  /** The Museum of Macao stands at the fortress. */
  const FORTRESS = '22.19720,113.54225'

  it('knows the weather station nearest to it, and the nearest that measures something', async () => {
    expect(
      await askPlace(
        FORTRESS,
        `nearbyWeatherStation { metres weatherStation { id } }
         pressure: nearbyWeatherStation(measuring: PRESSURE_MSL) { weatherStation { id } }
         none: nearbyWeatherStation(withinMetres: 10) { metres }`,
      ),
    ).toEqual([
      {
        nearbyWeatherStation: { metres: 23, weatherStation: { id: 'FM' } },
        pressure: { weatherStation: { id: 'MM' } },
        none: null,
      },
    ])
  })

  it('refuses a radius of no size', async () => {
    expect(await askPlace(FORTRESS, 'nearbyWeatherStation(withinMetres: 0) { metres }')).toEqual([
      'withinMetres: expected a whole number of metres from 1 to 5000; got 0.',
    ])
  })
})

describe('the weather of Macao', () => {
  it('is told as the bureau sums it up, with whether it rains anywhere', async () => {
    const { data } = await subgraph.ask(
      `{ currentWeather { observedAt stale condition { code name { en } } temperatureMaxCelsius windFrom isRaining
         provenance { sample } } }`,
    )
    expect(data).toEqual({
      currentWeather: {
        observedAt: '2026-11-22T14:00:00+08:00',
        stale: false,
        condition: { code: '02', name: { en: 'Sunny periods' } },
        temperatureMaxCelsius: 22,
        windFrom: 'N',
        isRaining: true,
        provenance: { sample: true },
      },
    })
  })

  it('is expected for seven days from today', async () => {
    const { data } = await subgraph.ask(
      '{ dailyForecasts { date humidityMaxPercent description { zh pt } provenance { sample } } }',
    )
    expect(data).toMatchObject({
      dailyForecasts: ['22', '23', '24', '25', '26', '27', '28'].map((day) => ({ date: `2026-11-${day}` })),
    })
    expect(data).toMatchObject({
      dailyForecasts: {
        0: {
          humidityMaxPercent: 70,
          description: { zh: '天晴乾燥。', pt: null },
          provenance: { sample: true },
        },
      },
    })
  })

  it('is in a year as the facts have it', async () => {
    const { data } = await subgraph.ask(
      `{ climateNormals { month normalMaxTemperatureCelsius normalMinTemperatureCelsius meanRainfallMm meanSunshineHours
         provenance { sample } } }`,
    )
    expect(data).toEqual({
      climateNormals: facts.climate.months.map(({ month, normal_1991_2020, mean_2005_2025 }) => ({
        month,
        normalMaxTemperatureCelsius: normal_1991_2020.temp_max,
        normalMinTemperatureCelsius: normal_1991_2020.temp_min,
        meanRainfallMm: mean_2005_2025.rainfall_mm,
        meanSunshineHours: mean_2005_2025.sunshine_h,
        provenance: { sample: false },
      })),
    })
  })
})

describe('warnings', () => {
  it('are of the 23 kinds of the facts', async () => {
    const { data } = await subgraph.ask('{ weatherWarningSignals { id group name { zh pt en } meaning } }')
    expect(data).toEqual({
      weatherWarningSignals: facts.warnings.map(({ id, group, name, meaning }) => ({
        id,
        group: group.toUpperCase(),
        name,
        meaning,
      })),
    })
  })

  it('in force are those that the recordings have so, and no others', async () => {
    const { data } = await subgraph.ask(
      '{ weatherWarnings { signal { id name { en } } issuedAt provenance { dataset { id } sample } } }',
    )
    expect(data).toEqual({
      weatherWarnings: [
        {
          signal: { id: 'monsoon', name: { en: 'Strong monsoon signal' } },
          issuedAt: '2026-11-21T09:00:00+08:00',
          provenance: { dataset: { id: 'smg-monsoon' }, sample: true },
        },
      ],
    })
  })
})

describe('air quality stations', () => {
  it('are the six of the facts, each with what it measured', async () => {
    const { data } = await subgraph.ask(
      '{ airQualityStations { id kind latestConcentrations { observedAt stale pm25UgPerM3 } } }',
    )
    const fine = [23, 20, 19, 17, 16, 22]
    expect(data).toEqual({
      airQualityStations: facts.air_quality.stations.map(({ code, type }, index) => ({
        id: code,
        kind: type.toUpperCase(),
        latestConcentrations: {
          observedAt: '2026-11-22T13:00:00+08:00',
          stale: false,
          pm25UgPerM3: fine[index],
        },
      })),
    })
  })
})

it('resolves its entities by their keys, and a missing one as null', async () => {
  const types = ['WeatherStation', 'WeatherWarningSignal', 'AirQualityStation', 'WeatherStation']
  const ids = ['TG', 'tc10', 'PO', 'none']
  const answer = await subgraph.ask(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on WeatherStation { id } ... on WeatherWarningSignal { id } ... on AirQualityStation { id } } }`,
    { keys: types.map((__typename, index) => ({ __typename, id: ids[index] })) },
  )
  expect(answer).toEqual({ data: { _entities: [{ id: 'TG' }, { id: 'tc10' }, { id: 'PO' }, null] } })
})
