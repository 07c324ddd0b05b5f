import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { TransportContext } from '../loaders.ts'
import { CONNECTION_SIZE } from '../schema/listSize.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import { RoadWork, RoadWorkConnection, RoadWorkOrder, RoadWorksArgs } from '../schema/roadWork.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'
import type { RoadRegister } from '../views/roads.ts'

@Resolver(() => RoadWork)
export class RoadWorkResolver {
  @Query(() => RoadWork, { nullable: true, description: 'The notice of road works of this number, or null.' })
  roadWork(
    @Arg('id', () => ID, { description: 'The number of the notice.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<RoadWorkRecord | null> {
    return loaders.roadWork.load(id)
  }

  @Query(() => RoadWorkConnection, {
    nullable: true,
    description: 'The notices of road works and diversions.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  roadWorks(
    @Args(() => RoadWorksArgs) args: RoadWorksArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadWorkRecord> {
    return paginate(selectRoadWorks(source.roads.works(), args), args, ({ id }) => id)
  }

  @FieldResolver()
  name(@Root() { title }: RoadWorkRecord): Text {
    return createText(title)
  }

  @FieldResolver()
  location(@Root() { location }: RoadWorkRecord): Text {
    return createText(location)
  }

  @FieldResolver()
  reason(@Root() { reason }: RoadWorkRecord): Text {
    return createText(reason)
  }

  @FieldResolver()
  principal(@Root() { principal }: RoadWorkRecord): Text {
    return createText(principal)
  }

  @FieldResolver()
  summary(@Root() { summary }: RoadWorkRecord): Text {
    return createText(summary)
  }

  @FieldResolver()
  area(@Root() { area }: RoadWorkRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  provenance(@Root() { sample }: RoadWorkRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.roads.feeds.works, sample)
  }
}

function selectRoadWorks(
  { all, byArea }: RoadRegister<RoadWorkRecord>,
  { filter, orderBy }: RoadWorksArgs,
): readonly RoadWorkRecord[] {
  const { area, on, restrictions } = filter ?? {}
  const inArea = area ? (byArea.get(area) ?? []) : all
  const chosen = inArea.filter(
    (work) =>
      (!on || (work.startsOn <= on && on <= work.endsOn)) &&
      (!restrictions || restrictions.includes(work.restriction)),
  )
  switch (orderBy) {
    case RoadWorkOrder.ID:
      return chosen
    case RoadWorkOrder.STARTS_EARLIEST_FIRST:
      return chosen.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))
  }
}
