import type { Searchables } from '../_kit/searchables.ts'
import type { WeatherSource } from './source.ts'

/** What the search of the graph finds of the weather. */
export const searchables: Searchables<WeatherSource> = {
  WeatherStation: ({ stations }) =>
    stations().all.map(({ id, name, place, area }) => ({ id, name, codes: [id], place, area })),
  WeatherWarningSignal: ({ signals }) => signals().all.map(({ id, name }) => ({ id, name })),
  AirQualityStation: ({ airStations }) =>
    [...airStations().values()].map(({ id, name, place }) => ({ id, name, codes: [id], place })),
}
