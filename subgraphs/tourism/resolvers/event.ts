import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { dayInMacao } from '../../../kit/dayInMacao.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { LocalDate } from '../../../schema/scalars.ts'
import { describeDateRule } from '../dateRule.ts'
import { findEdition, takesPlaceIn } from '../editions.ts'
import { listEvents } from '../eventLists.ts'
import {
  DayRange,
  Event,
  EventConnection,
  EventEdition,
  EventsArgs,
  type SecurityPlan,
} from '../schema/event.ts'
import type { Venue } from '../schema/references.ts'
import type { AttractionRecord } from '../source/attractions.ts'
import type { EditionRecord } from '../source/eventEditions.ts'
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

  @Query(() => EventConnection, {
    nullable: true,
    description: 'Events that return, as a rule every year; the dates of a year are those of its edition.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  events(@Args(() => EventsArgs) args: EventsArgs, @Ctx() { source }: TourismContext): Page<EventRecord> {
    return listEvents(source.events.view().all, source, args)
  }

  @FieldResolver()
  name(@Root() event: EventRecord): Text {
    return createText(event.name)
  }

  @FieldResolver()
  dateRule(@Root() { dateRule }: EventRecord): string {
    return dateRule.en ?? ''
  }

  @FieldResolver()
  rule(@Root() event: EventRecord): Text {
    return createText(describeDateRule(event))
  }

  @FieldResolver(() => [EventEdition], {
    description: 'Its editions that are known, by year; those without a day too, unless days are asked for.',
  })
  async editions(
    @Root() { id }: EventRecord,
    @Arg('between', () => DayRange, {
      nullable: true,
      description: 'Only those that are known to take place on one of these days.',
    })
    between: DayRange | null | undefined,
    @Ctx() { loaders }: TourismContext,
  ): Promise<readonly EditionRecord[]> {
    const editions = (await loaders.editions.load(id)) ?? []
    return between ? editions.filter((edition) => takesPlaceIn(edition, between)) : editions
  }

  @FieldResolver(() => EventEdition, {
    nullable: true,
    description:
      'The edition that takes place on the day `from` or, if none does, next after it; null where no source states one.',
  })
  // Asked without a day the answer is another after midnight.
  @Directive('@cacheControl(maxAge: 60)')
  async next(
    @Root() { id }: EventRecord,
    @Arg('from', () => LocalDate, {
      nullable: true,
      description: 'The day from which on to look; today in Macao where left out.',
    })
    from: string | null | undefined,
    @Ctx() { loaders, now }: TourismContext,
  ): Promise<EditionRecord | null> {
    const editions = (await loaders.editions.load(id)) ?? []
    return findEdition(editions, { from: from ?? dayInMacao(now), to: null }) ?? null
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

@Resolver(() => EventEdition)
export class EventEditionResolver {
  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.eventEditions.feed, false)
  }
}
