import { readBundled } from './bundle.ts'
import { datasets, registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byId, enumValue, facts, NOW } from './facts.ts'
import { text } from './text.ts'

const { weather } = facts
const COMPILED = weather.meta.compiled

/** The first text of an element within a part of a recording. */
function textOf(part: string, element: string): string | null {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(part)?.[1] ?? null
}

/** The decimal value of an element, of one type where there are several. */
function valueOf(part: string, element: string, type?: number): number | null {
  const of = type === undefined ? '' : `<Type>${type}</Type>`
  const found = new RegExp(
    `<${element}>(?:(?!</${element}>).)*${of}(?:(?!</${element}>).)*<dValue>([\\d.]+)<`,
  ).exec(part)
  return found ? Number(found[1]) : null
}

function synthetic(id: string, sourceUpdatedAt: string, retrievedAt: string) {
  const dataset = datasets.find((candidate) => candidate.id === id)
  return { datasetTitle: dataset?.title, dataset, retrievedAt, sourceUpdatedAt, stale: false, sample: true }
}

const STATIONS = readBundled('weather/data/actualweather/0.xml')

/** What a station measured at four o'clock of the recording, which is moved to now. */
function observationOf(id: string) {
  const part = STATIONS.split('<station ').find((station) => station.startsWith(`code="${id}"`)) ?? ''
  const rain = [valueOf(part, 'Rainfall', 3), valueOf(part, 'Rainfall', 4)].filter((value) => value !== null)
  return {
    observedAt: NOW,
    stale: false,
    isRaining: rain.length === 0 ? null : rain.some((value) => value > 0),
    temperatureCelsius: valueOf(part, 'Temperature'),
    temperatureMaxTodayCelsius: valueOf(part, 'Temperature_daily_max'),
    temperatureMinTodayCelsius: valueOf(part, 'Temperature_daily_min'),
    humidityPercent: valueOf(part, 'Humidity'),
    dewPointCelsius: valueOf(part, 'DewPoint'),
    windSpeedKmh: valueOf(part, 'WindSpeed'),
    windGustKmh: valueOf(part, 'WindGust'),
    windFromDegrees: Number(textOf(part, 'Degree')),
    rainfallNowMm: valueOf(part, 'Rainfall', 3),
    rainfallLastHourMm: valueOf(part, 'Rainfall', 4),
    rainfallTodayMm: valueOf(part, 'Rainfall', 5),
    pressureHpa: valueOf(part, 'MeanSeaLevelPressure'),
    stationPressureHpa: valueOf(part, 'StationPressure'),
    provenance: synthetic('smg-actual-weather', NOW, NOW),
  }
}

export const stations = weather.stations
  .map((fact) => {
    const at = fact.lat === null ? fact.approx : fact
    return {
      id: fact.id,
      name: text(fact.name),
      place: placeAt(at?.lat ?? null, at?.lng ?? null),
      placeIsApproximate: fact.lat === null,
      placeAccuracyMetres: at?.accuracy_m ?? null,
      elevationMetres: fact.elevation_m,
      area: fact.parish,
      measures: fact.measures.map(enumValue),
      latestObservation: observationOf(fact.id),
      confidence: fact.confidence.toUpperCase(),
      basis: fact.basis,
      provenance: registered('smg-stations', COMPILED),
    }
  })
  .toSorted(byId)

export const signals = weather.warnings.map((fact) => ({
  id: fact.id,
  name: text(fact.name),
  group: enumValue(fact.group),
  colour: fact.colour,
  meaning: fact.meaning,
  legalBasis: fact.law,
  confidence: fact.confidence.toUpperCase(),
  basis: fact.basis,
  provenance: registered('smg-warning-signals', COMPILED),
}))

/** Of the recordings one alone has a warning in force, moved back by a week with all that is told of days. */
export const warnings = [
  {
    group: 'STRONG_MONSOON',
    signal: signals.find(({ id }) => id === 'monsoon'),
    code: null,
    issuedAt: '2026-11-21T09:00:00+08:00',
    description: text({ zh: textOf(readBundled('weather/data/warnings/monsoon/0.xml'), 'Description') }),
    provenance: synthetic('smg-monsoon', '2026-11-21T09:00:00+08:00', '2026-11-22T08:00:00+08:00'),
  },
]

export const climate = weather.climate.months.map((fact) => ({
  month: fact.month,
  normalMaxTemperatureCelsius: fact.normal_1991_2020.temp_max,
  normalMinTemperatureCelsius: fact.normal_1991_2020.temp_min,
  meanMaxTemperatureCelsius: fact.mean_2005_2025.temp_max,
  meanTemperatureCelsius: fact.mean_2005_2025.temp_mean,
  meanMinTemperatureCelsius: fact.mean_2005_2025.temp_min,
  meanHumidityPercent: fact.mean_2005_2025.humidity_pct,
  meanRainfallMm: fact.mean_2005_2025.rainfall_mm,
  meanSunshineHours: fact.mean_2005_2025.sunshine_h,
  provenance: registered('smg-climate', COMPILED),
}))

export type Station = (typeof stations)[number]
