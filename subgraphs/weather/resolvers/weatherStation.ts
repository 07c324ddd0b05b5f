import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { assertArea } from '../../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import {
  WeatherStation,
  WeatherStationConnection,
  WeatherStationsArgs,
  type WeatherStationSortField,
} from '../schema/weatherStation.ts'
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
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  weatherStations(
    @Args(() => WeatherStationsArgs) { orderBy, ...args }: WeatherStationsArgs,
    @Ctx() { source }: WeatherContext,
  ): Page<StationRecord> {
    const { all, byId, byArea } = source.stations()
    const { area, measuring } = args.filter ?? {}
    assertArea('filter.area', area, (id) => byArea.has(id))
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && BY_ID)
    const chosen = area ? (byArea.get(area) ?? []) : all
    return listItems(
      chosen.filter(measures(measuring)),
      { ...args, sort },
      { ...RULES, isKnown: (id) => byId.has(id) },
    )
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

const RULES: Omit<ListRules<StationRecord, WeatherStationSortField>, 'isKnown'> = {
  what: 'weather stations',
  idOf: ({ id }) => id,
  positionOf: ({ place }) => place,
  keys: { ELEVATION_METRES: ({ elevationMetres }) => elevationMetres },
}

const BY_ID: readonly Sort<WeatherStationSortField>[] = [{ field: 'ID', direction: SortDirection.ASC }]
