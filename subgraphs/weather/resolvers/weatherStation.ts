import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import { WeatherStation, WeatherStationConnection, WeatherStationsArgs } from '../schema/weatherStation.ts'
import type { ObservationRecord } from '../source/observations.ts'
import type { StationRecord } from '../source/stations.ts'
import { measures } from './measures.ts'

@Resolver(() => WeatherStation)
export class WeatherStationResolver {
  @Query(() => WeatherStation, { nullable: true, description: 'The weather station of this id, or null.' })
  weatherStation(
    @Arg('id', () => ID, { description: 'The code of the station, such as "TG".' }) id: string,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<StationRecord | null> {
    return loaders.station.load(id)
  }

  @Query(() => WeatherStationConnection, { nullable: true, description: 'The weather stations.' })
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  @Directive('@cacheControl(maxAge: 86400)')
  weatherStations(
    @Args(() => WeatherStationsArgs) args: WeatherStationsArgs,
    @Ctx() { source }: WeatherContext,
  ): Page<StationRecord> {
    const { all, byArea } = source.stations()
    // The register is in the order of ids, the only one there is.
    const chosen = args.filter?.area ? (byArea.get(args.filter.area) ?? []) : all
    return paginate(chosen.filter(measures(args.filter?.measuring)), args, ({ id }) => id)
  }

  @FieldResolver()
  name(@Root() { name }: StationRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: StationRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  latestObservation(
    @Root() { id }: StationRecord,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<ObservationRecord | null> {
    return loaders.observation.load(id)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.stations, false)
  }
}
