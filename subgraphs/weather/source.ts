import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import { airConcentrations, type AirConcentrationRecord } from './source/airConcentrations.ts'
import { airStations, type AirStationRecord } from './source/airStations.ts'
import { brief, type BriefRecord } from './source/brief.ts'
import { climate, type ClimateRecord } from './source/climate.ts'
import { conditions, type ConditionRecord } from './source/conditions.ts'
import { forecast, type DailyForecastRecord } from './source/forecast.ts'
import { observations, type ObservationRecord } from './source/observations.ts'
import { stations, type StationRecord } from './source/stations.ts'
import {
  monsoon,
  rainstorm,
  stormSurge,
  thunderstorm,
  tsunami,
  typhoon,
  type WarningRecord,
} from './source/warnings.ts'
import { warningSignals, type SignalRecord } from './source/warningSignals.ts'

export interface WeatherFeeds {
  readonly stations: Feed<StationRecord>
  readonly observations: Feed<ObservationRecord>
  readonly brief: Feed<BriefRecord>
  readonly conditions: Feed<ConditionRecord>
  readonly forecast: Feed<DailyForecastRecord>
  readonly signals: Feed<SignalRecord>
  readonly warnings: readonly Feed<WarningRecord>[]
  readonly airStations: Feed<AirStationRecord>
  readonly airConcentrations: Feed<AirConcentrationRecord>
  readonly climate: Feed<ClimateRecord>
}

export interface StationView {
  readonly all: readonly StationRecord[]
  readonly byId: ReadonlyMap<string, StationRecord>
  readonly byArea: ReadonlyMap<string | null, readonly StationRecord[]>
  readonly near: NearbyIndex<StationRecord>
}

export interface SignalView {
  readonly all: readonly SignalRecord[]
  readonly byId: ReadonlyMap<string, SignalRecord>
}

export interface WarningInForce extends WarningRecord {
  readonly from: Feed<WarningRecord>
}

export interface WeatherSource extends SubgraphSource {
  readonly from: WeatherFeeds
  stations(): StationView
  /** By the id of the station. */
  observations(): ReadonlyMap<string, ObservationRecord>
  /** By code. */
  conditions(): ReadonlyMap<string, ConditionRecord>
  signals(): SignalView
  warningsInForce(): readonly WarningInForce[]
  /** By id. */
  airStations(): ReadonlyMap<string, AirStationRecord>
  /** By the name of the station in their feed. */
  airConcentrations(): ReadonlyMap<string, AirConcentrationRecord>
  readonly clock: () => Date
}

export function createWeatherSource(surroundings: FeedSurroundings): WeatherSource {
  const from = createFeeds(surroundings)
  return {
    from,
    stations: createView([from.stations], () => buildStations(from.stations.read().records)),
    observations: createView([from.observations], () =>
      indexBy(from.observations.read().records, ({ station }) => station),
    ),
    conditions: createView([from.conditions], () =>
      indexBy(from.conditions.read().records, ({ code }) => code),
    ),
    signals: createView([from.signals], () => buildSignals(from.signals.read().records)),
    // Without one of its sources it is no list: a typhoon would pass for calm.
    warningsInForce: createView(from.warnings, () => from.warnings.flatMap(listInForce)),
    airStations: createView([from.airStations], () =>
      indexBy(from.airStations.read().records, ({ id }) => id),
    ),
    airConcentrations: createView([from.airConcentrations], () =>
      indexBy(from.airConcentrations.read().records, ({ key }) => key),
    ),
    clock: surroundings.clock,
    feeds: Object.values<Feed<unknown> | readonly Feed<unknown>[]>({ ...from }).flat(),
  }
}

function createFeeds(surroundings: FeedSurroundings): WeatherFeeds {
  return {
    stations: createFeed(stations, surroundings),
    observations: createFeed(observations, surroundings),
    brief: createFeed(brief, surroundings),
    conditions: createFeed(conditions, surroundings),
    forecast: createFeed(forecast, surroundings),
    signals: createFeed(warningSignals, surroundings),
    warnings: [typhoon, rainstorm, stormSurge, monsoon, thunderstorm, tsunami].map((descriptor) =>
      createFeed(descriptor, surroundings),
    ),
    airStations: createFeed(airStations, surroundings),
    airConcentrations: createFeed(airConcentrations, surroundings),
    climate: createFeed(climate, surroundings),
  }
}

function buildStations(records: readonly StationRecord[]): StationView {
  const all = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

function buildSignals(all: readonly SignalRecord[]): SignalView {
  return { all, byId: indexBy(all, ({ id }) => id) }
}

function listInForce(feed: Feed<WarningRecord>): readonly WarningInForce[] {
  return feed
    .read()
    .records.filter(({ isInForce }) => isInForce)
    .map((warning) => ({ ...warning, from: feed }))
}
