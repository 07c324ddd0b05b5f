import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { listAttractions } from '../attractionLists.ts'
import { listEvents } from '../eventLists.ts'
import { Attraction, AttractionConnection, AttractionsArgs } from '../schema/attraction.ts'
import { EventConnection, EventsArgs } from '../schema/event.ts'
import { Monument, Museum, type AdministrativeArea } from '../schema/references.ts'
import type { AttractionRecord } from '../source/attractions.ts'
import type { EventRecord } from '../source/events.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Attraction)
export class AttractionResolver {
  @Query(() => Attraction, { nullable: true, description: 'The attraction of this id, or null.' })
  attraction(
    @Arg('id', () => ID, { description: 'The id of the attraction.' }) id: string,
    @Ctx() { loaders }: TourismContext,
  ): Promise<AttractionRecord | null> {
    return loaders.attraction.load(id)
  }

  @Query(() => AttractionConnection, { nullable: true, description: 'The attractions.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  attractions(
    @Args(() => AttractionsArgs) args: AttractionsArgs,
    @Ctx() { source }: TourismContext,
  ): Page<AttractionRecord> {
    const view = source.attractions.view()
    return listAttractions(view.all, view, args)
  }

  @FieldResolver()
  name(@Root() attraction: AttractionRecord): Text {
    return createText(attraction.name)
  }

  @FieldResolver()
  heritage(@Root() { heritage }: AttractionRecord): Monument | Museum | null {
    if (heritage === null) return null
    switch (heritage.kind) {
      case 'Monument':
        return Object.assign(new Monument(), { id: heritage.id })
      case 'Museum':
        return Object.assign(new Museum(), { id: heritage.id })
    }
  }

  @FieldResolver()
  area(@Root() { area }: AttractionRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => EventConnection, {
    nullable: true,
    description: 'The events of which the source states that they are held here; empty where it names none.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  events(
    @Root() { id }: AttractionRecord,
    @Args(() => EventsArgs) args: EventsArgs,
    @Ctx() { source }: TourismContext,
  ): Page<EventRecord> {
    return listEvents(source.events.view().byAttraction.get(id) ?? [], source, args)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.attractions.feed, false)
  }
}
