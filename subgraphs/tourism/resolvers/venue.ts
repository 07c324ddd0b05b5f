import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { listEvents } from '../eventLists.ts'
import { EventConnection, EventsArgs } from '../schema/event.ts'
import { Venue } from '../schema/references.ts'
import type { EventRecord } from '../source/events.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Venue)
export class VenueResolver {
  @FieldResolver(() => EventConnection, {
    nullable: true,
    description: 'The events of which the source states that they are held here; empty where it names none.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  events(
    @Root() { id }: Venue,
    @Args(() => EventsArgs) args: EventsArgs,
    @Ctx() { source }: TourismContext,
  ): Page<EventRecord> {
    return listEvents(source.events.view().byVenue.get(id) ?? [], source, args)
  }
}
