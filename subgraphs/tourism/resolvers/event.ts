import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { chooseEvents } from '../eventLists.ts'
import { Event, EventConnection, EventsArgs, type SecurityPlan } from '../schema/event.ts'
import type { Venue } from '../schema/references.ts'
import type { AttractionRecord } from '../source/attractions.ts'
import type { EventRecord } from '../source/events.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Event)
export class EventResolver {
  @Query(() => Event, { nullable: true, description: 'The event of this id, or null.' })
  event(
    @Arg('id', () => ID, { description: 'The id of the event.' }) id: string,
    @Ctx() { loaders }: TourismContext,
  ): Promise<EventRecord | null> {
    return loaders.event.load(id)
  }

  @Query(() => EventConnection, { nullable: true, description: 'The events of the year.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  events(@Args(() => EventsArgs) args: EventsArgs, @Ctx() { source }: TourismContext): Page<EventRecord> {
    return paginate(chooseEvents(source.events.view().all, args), args, ({ id }) => id)
  }

  @FieldResolver()
  name(@Root() event: EventRecord): Text {
    return createText(event.name)
  }

  @FieldResolver()
  venue(@Root() { venue }: EventRecord): Venue | null {
    return venue === null ? null : { id: venue }
  }

  @FieldResolver()
  attraction(
    @Root() { attraction }: EventRecord,
    @Ctx() { loaders }: TourismContext,
  ): Promise<AttractionRecord | null> | null {
    return attraction === null ? null : loaders.attraction.load(attraction)
  }

  @FieldResolver()
  async securityPlan(
    @Root() { id }: EventRecord,
    @Ctx() { source, loaders }: TourismContext,
  ): Promise<SecurityPlan | null> {
    const plan = await loaders.securityPlan.load(id)
    return plan && { ...plan, provenance: provenanceOf(source.securityPlans.feed, plan.sample) }
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.events.feed, false)
  }
}
