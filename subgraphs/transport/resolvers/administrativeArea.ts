import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { PageArgs, paginate, type Page } from '../../_kit/connection.ts'
import type { TransportContext } from '../loaders.ts'
import { BusStopConnection } from '../schema/busStop.ts'
import { CarParkConnection } from '../schema/carPark.ts'
import { CONNECTION_SIZE, assumedSize } from '../schema/listSize.ts'
import { LrtStation } from '../schema/lrt.ts'
import { AdministrativeArea } from '../schema/place.ts'
import { RoadWorkConnection } from '../schema/roadWork.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { LrtStationRecord } from '../source/lrt.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => BusStopConnection, {
    nullable: true,
    description: 'The bus stops of this area, as far as it is estimated; by id.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  busStops(
    @Root() area: AdministrativeArea,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { source }: TransportContext,
  ): Page<BusStopRecord> {
    return paginate(source.buses.stops().byArea.get(area.id) ?? [], args, ({ id }) => id)
  }

  @FieldResolver(() => CarParkConnection, {
    nullable: true,
    description: 'The car parks of this area, by id.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  carParks(
    @Root() area: AdministrativeArea,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { source }: TransportContext,
  ): Page<CarParkRecord> {
    return paginate(source.carParks.byArea().get(area.id) ?? [], args, ({ id }) => id)
  }

  @FieldResolver(() => [LrtStation], { nullable: true, description: 'The LRT stations of this area.' })
  @Directive(assumedSize(10))
  @Directive('@cacheControl(maxAge: 86400)')
  lrtStations(
    @Root() area: AdministrativeArea,
    @Ctx() { source }: TransportContext,
  ): readonly LrtStationRecord[] {
    return source.lrt.system().stationsByArea.get(area.id) ?? []
  }

  @FieldResolver(() => RoadWorkConnection, {
    nullable: true,
    description: 'The road works of this area, by number.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  roadWorks(
    @Root() area: AdministrativeArea,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadWorkRecord> {
    return paginate(source.roads.works().byArea.get(area.id) ?? [], args, ({ id }) => id)
  }
}
