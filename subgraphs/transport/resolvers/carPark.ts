import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { explainMissingCounts, occupancyRateOf } from '../freeSpaces.ts'
import type { TransportContext } from '../loaders.ts'
import type { CarParkCapacityRecord } from '../source/carParkCapacity.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { CarParkLiveRecord } from '../source/carParkLive.ts'
import {
  CarPark,
  CarParkConnection,
  FreeSpaces,
  TariffPart,
  type CarParkCapacity,
  type OccupancyPoint,
} from '../schema/carPark.ts'
import { CarParksArgs } from '../schema/carParkArgs.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import { listCarParks } from './selectCarParks.ts'

/** Counts come every ten seconds; beyond this they no longer say what is free now. */
const COUNT_IS_STALE_AFTER_MS = 15 * 60_000

@Resolver(() => CarPark)
export class CarParkResolver {
  @Query(() => CarPark, { nullable: true, description: 'The car park of this id, or null.' })
  carPark(
    @Arg('id', () => ID, { description: 'The id of the car park, such as "6001".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<CarParkRecord | null> {
    return loaders.carPark.load(id)
  }

  @Query(() => CarParkConnection, { nullable: true, description: 'The public car parks.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 10)')
  @Directive('@semanticNonNull')
  carParks(
    @Args(() => CarParksArgs) args: CarParksArgs,
    @Ctx() { source }: TransportContext,
  ): Page<CarParkRecord> {
    return listCarParks(source.carParks.parks().all, source.carParks, args)
  }

  @FieldResolver()
  name(@Root() { name }: CarParkRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  async area(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<AdministrativeArea | null> {
    const area = (await loaders.carParkCapacity.load(id))?.area ?? null
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  capacity(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<CarParkCapacity | null> {
    return loaders.carParkCapacity.load(id)
  }

  @FieldResolver()
  async freeSpaces(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders, source }: TransportContext,
  ): Promise<FreeSpacesParent | null> {
    const [live, capacity] = await Promise.all([
      loaders.carParkLive.load(id),
      loaders.carParkCapacity.load(id),
    ])
    const sourceIsStale = source.carParks.feeds.live.read().stale
    return live && describeFreeSpaces(live, capacity, sourceIsStale || isOld(live, source.clock()))
  }

  @FieldResolver()
  async occupancyRate(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<number | null> {
    const [live, capacity] = await Promise.all([
      loaders.carParkLive.load(id),
      loaders.carParkCapacity.load(id),
    ])
    return occupancyRateOf(live?.cars ?? null, capacity?.cars ?? null)
  }

  @FieldResolver()
  async underMaintenance(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<boolean | null> {
    return (await loaders.carParkLive.load(id))?.underMaintenance ?? null
  }

  @FieldResolver()
  async occupancyHistory5min(
    @Root() { id }: CarParkRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly OccupancyPoint[]> {
    const [points, capacity] = await Promise.all([
      loaders.carParkHistory.load(id),
      loaders.carParkCapacity.load(id),
    ])
    return (points ?? []).map(({ at, cars }) => ({
      at,
      freeCars: cars,
      occupancyRate: occupancyRateOf(cars, capacity?.cars ?? null),
    }))
  }

  @FieldResolver()
  provenance(@Root() { sample }: CarParkRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.carParks.feeds.detail, sample)
  }
}

@Resolver(() => TariffPart)
export class TariffPartResolver {
  @FieldResolver()
  text(@Root() { text }: CarParkRecord['tariff'][number]): Text {
    return createText(text)
  }
}

/** The counts as they are served; where they come from is resolved only when asked. */
type FreeSpacesParent = Omit<FreeSpaces, 'provenance'> & Pick<CarParkLiveRecord, 'sample'>

@Resolver(() => FreeSpaces)
export class FreeSpacesResolver {
  @FieldResolver()
  provenance(@Root() { sample }: FreeSpacesParent, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.carParks.feeds.live, sample)
  }
}

function describeFreeSpaces(
  live: CarParkLiveRecord,
  capacity: CarParkCapacityRecord | null,
  stale: boolean,
): FreeSpacesParent {
  return { ...live, ...explainMissingCounts(live, capacity), stale }
}

/** A count of unknown age may be of any age. */
function isOld({ observedAt }: CarParkLiveRecord, now: Date): boolean {
  return observedAt === null || now.getTime() - Date.parse(observedAt) > COUNT_IS_STALE_AFTER_MS
}
