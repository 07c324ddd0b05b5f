import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { assertNearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import type { WeatherContext } from '../context.ts'
import { Place } from '../schema/references.ts'
import { NearbyWeatherStation, NearbyWeatherStationArgs } from '../schema/weatherStation.ts'
import type { StationRecord } from '../source/stations.ts'
import { measures } from './measures.ts'

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => NearbyWeatherStation, {
    nullable: true,
    description: 'The weather station nearest to this place; null where none is within the radius.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  nearbyWeatherStation(
    @Root() place: PlaceValue,
    @Args(() => NearbyWeatherStationArgs) { withinMetres, measuring }: NearbyWeatherStationArgs,
    @Ctx() { source }: WeatherContext,
  ): { metres: number; weatherStation: StationRecord } | null {
    assertNearbyArgs({ withinMetres, first: 1 })
    const isMeasuring = measures(measuring)
    const nearest = source
      .stations()
      .near.near(place, withinMetres, Number.POSITIVE_INFINITY)
      .find(({ item }) => isMeasuring(item))
    return nearest ? { metres: nearest.metres, weatherStation: nearest.item } : null
  }
}
