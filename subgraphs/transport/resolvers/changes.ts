import { Arg, Args, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql'
import type { GraphEvent } from '../../../kit/events/graphEvent.ts'
import { subscribedAtGateway, topicDirective } from '../../_kit/events/topic.ts'
import type { TransportContext } from '../loaders.ts'
import { BorderCheckpoint } from '../schema/borderCheckpoint.ts'
import { Bus } from '../schema/bus.ts'
import { CarPark } from '../schema/carPark.ts'
import { CarParkChangedArgs, CheckpointChangedArgs, RoadWorkPublishedArgs } from '../schema/changes.ts'
import { assumedSize } from '../schema/listSize.ts'
import { RoadWork } from '../schema/roadWork.ts'
import type { BorderCheckpointRecord } from '../source/borderCheckpoints.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'

/** Executed for each event that a gateway tells; which of them a client wants the gateway chooses by the arguments. */
@Resolver()
export class ChangesResolver {
  @Subscription(() => CarPark, {
    nullable: true,
    subscribe: subscribedAtGateway,
    description:
      'A car park whose free spaces have changed, or that opens or closes for maintenance; null where it is registered no longer.',
  })
  @Directive(
    topicDirective({
      name: 'carParks',
      holds: 'STATE',
      match: { ids: 'key', area: 'area' },
      near: 'place',
    }),
  )
  carParkChanged(
    @Args(() => CarParkChangedArgs) _args: CarParkChangedArgs,
    @Root() { key }: GraphEvent,
    @Ctx() { loaders }: TransportContext,
  ): Promise<CarParkRecord | null> {
    return loaders.carPark.load(key)
  }

  @Subscription(() => BorderCheckpoint, {
    nullable: true,
    subscribe: subscribedAtGateway,
    description: 'A border checkpoint whose queues have changed; null where it is registered no longer.',
  })
  @Directive(topicDirective({ name: 'borderCheckpoints', holds: 'STATE', match: { ids: 'key' } }))
  borderCheckpointChanged(
    @Args(() => CheckpointChangedArgs) _args: CheckpointChangedArgs,
    @Root() { key }: GraphEvent,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BorderCheckpointRecord | null> {
    return loaders.borderCheckpoint.load(key)
  }

  @Subscription(() => [Bus], {
    nullable: true,
    subscribe: subscribedAtGateway,
    description:
      'The buses in service on a route whenever one of them has moved on; null where they are not known.',
  })
  @Directive(topicDirective({ name: 'busRoutes', holds: 'STATE', match: { id: 'key' } }))
  @Directive(assumedSize(30))
  busesOnRoute(
    @Arg('id', () => ID, { description: 'The id of the route, such as "3".' }) _id: string,
    @Root() { key }: GraphEvent,
    @Ctx() { source }: TransportContext,
  ): readonly BusRecord[] {
    return source.buses.live().byRoute.get(key) ?? []
  }

  @Subscription(() => RoadWork, {
    nullable: true,
    subscribe: subscribedAtGateway,
    description: 'A notice of road works or a diversion that is new; null where it was withdrawn again.',
  })
  @Directive(topicDirective({ name: 'roadWorks', holds: 'FACT', match: { area: 'area' } }))
  roadWorkPublished(
    @Args(() => RoadWorkPublishedArgs) _args: RoadWorkPublishedArgs,
    @Root() { key }: GraphEvent,
    @Ctx() { loaders }: TransportContext,
  ): Promise<RoadWorkRecord | null> {
    return loaders.roadWork.load(key)
  }
}
