import type { StationRecord, WeatherMeasure } from '../source/stations.ts'

/** Whether a station measures this; each does where nothing is asked for. */
export function measures(measure: WeatherMeasure | null | undefined): (station: StationRecord) => boolean {
  return (station) => !measure || station.measures.includes(measure)
}
