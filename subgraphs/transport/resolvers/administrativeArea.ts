import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import type { TransportContext } from '../loaders.ts'
import { BusStopConnection, BusStopsArgs } from '../schema/busStop.ts'
import { CarParkConnection } from '../schema/carPark.ts'
import { assumedSize } from '../schema/listSize.ts'
import { LrtStation } from '../schema/lrt.ts'
import { AdministrativeArea } from '../schema/place.ts'
import { RoadWorkConnection, RoadWorksArgs } from '../schema/roadWork.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { LrtStationRecord } from '../source/lrt.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'
import { CarParksArgs } from '../schema/carParkArgs.ts'
import { ASC_ID } from './byId.ts'
import { listBusStops } from './selectBusStops.ts'
import { listCarParks } from './selectCarParks.ts'
import { listRoadWorks } from './roadWork.ts'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => BusStopConnection, {
    nullable: true,
    description: 'The bus stops of this area, as far as it is estimated.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  busStops(
    @Root() area: AdministrativeArea,
    @Args(() => BusStopsArgs) args: BusStopsArgs,
    @Ctx() { source }: TransportContext,
  ): Page<BusStopRecord> {
    return listBusStops(source.buses.stops().byArea.get(area.id) ?? [], source.buses, args)
  }

  @FieldResolver(() => CarParkConnection, {
    nullable: true,
    description: 'The car parks of this area.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  carParks(
    @Root() area: AdministrativeArea,
    @Args(() => CarParksArgs) args: CarParksArgs,
    @Ctx() { source }: TransportContext,
  ): Page<CarParkRecord> {
    return listCarParks(source.carParks.byArea().get(area.id) ?? [], source.carParks, args)
  }

  @FieldResolver(() => [LrtStation], { nullable: true, description: 'The LRT stations of this area.' })
  @Directive(assumedSize(10))
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  lrtStations(
    @Root() area: AdministrativeArea,
    @Ctx() { source }: TransportContext,
  ): readonly LrtStationRecord[] {
    return source.lrt.system().stationsByArea.get(area.id) ?? []
  }

  @FieldResolver(() => RoadWorkConnection, {
    nullable: true,
    description: 'The road works of this area.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  roadWorks(
    @Root() area: AdministrativeArea,
    @Args(() => RoadWorksArgs) args: RoadWorksArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadWorkRecord> {
    const works = source.roads.works()
    return listRoadWorks(works.byArea.get(area.id) ?? [], works, args, ASC_ID)
  }
}
