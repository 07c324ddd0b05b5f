import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import { indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import type { PlaceValue } from '../_kit/place.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import {
  dspaDrinkingWater,
  iamDrinkingWater,
  type DrinkingWaterOperator,
  type DrinkingWaterRecord,
} from './source/drinkingWater.ts'
import { parks as parksFeed, type ParkRecord } from './source/parks.ts'
import { publicToilets, type PublicToiletRecord } from './source/publicToilets.ts'
import { wasteFacilityKinds, type WasteFacilityKindRecord } from './source/wasteFacilityKinds.ts'

export interface CityFeeds {
  readonly toilets: Feed<PublicToiletRecord>
  readonly drinkingWater: Readonly<Record<DrinkingWaterOperator, Feed<DrinkingWaterRecord>>>
  readonly parks: Feed<ParkRecord>
  readonly wasteFacilityKinds: Feed<WasteFacilityKindRecord>
}

/** The records of one kind, by id. */
export interface Register<R> {
  readonly all: readonly R[]
  readonly byId: ReadonlyMap<string, R>
  readonly near: NearbyIndex<R>
}

export interface CitySource extends SubgraphSource {
  readonly from: CityFeeds
  toilets(): Register<PublicToiletRecord>
  drinkingWater(): Register<DrinkingWaterRecord>
  parks(): Register<ParkRecord>
  /** By the id of a toilet, the park in which it stands. */
  parkOfToilet(): ReadonlyMap<string, ParkRecord>
  readonly clock: () => Date
}

export function createCitySource(surroundings: FeedSurroundings): CitySource {
  const toilets = createFeed(publicToilets, surroundings)
  const iam = createFeed(iamDrinkingWater, surroundings)
  const dspa = createFeed(dspaDrinkingWater, surroundings)
  const parks = createFeed(parksFeed, surroundings)
  const kinds = createFeed(wasteFacilityKinds, surroundings)
  return {
    from: { toilets, drinkingWater: { IAM: iam, DSPA: dspa }, parks, wasteFacilityKinds: kinds },
    toilets: createView([toilets], () => buildRegister(toilets.read().records)),
    // Without one of its sources it is no list: half of the points would pass for all.
    drinkingWater: createView([iam, dspa], () =>
      buildRegister([...iam.read().records, ...dspa.read().records]),
    ),
    parks: createView([parks], () => buildRegister(parks.read().records)),
    parkOfToilet: createView([parks], () => indexToilets(parks.read().records)),
    clock: surroundings.clock,
    feeds: [toilets, iam, dspa, parks, kinds],
  }
}

function buildRegister<R extends { readonly id: string; readonly place: PlaceValue | null }>(
  records: readonly R[],
): Register<R> {
  const all = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

function indexToilets(parks: readonly ParkRecord[]): ReadonlyMap<string, ParkRecord> {
  return new Map(parks.flatMap((park) => park.toilets.map((toilet) => [toilet, park] as const)))
}
