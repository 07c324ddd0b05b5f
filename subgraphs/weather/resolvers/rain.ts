import type { WeatherContext } from '../context.ts'
import type { ObservationRecord } from '../source/observations.ts'
import { isOlderThan } from './age.ts'

export function isStale({ observedAt }: ObservationRecord, { source, now }: WeatherContext): boolean {
  return source.from.observations.read().stale || isOlderThan(1, observedAt, now)
}

/** Null where the station does not tell. */
export function isRaining(observation: ObservationRecord, context: WeatherContext): boolean | null {
  if (isStale(observation, context)) return null
  const { rainfallNowMm, rainfallLastHourMm } = observation
  const caught = [rainfallNowMm, rainfallLastHourMm].filter((amount) => amount !== null)
  return caught.length === 0 ? null : caught.some((amount) => amount > 0)
}
