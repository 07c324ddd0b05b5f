import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { assertArea } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { TransportContext } from '../loaders.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import {
  RoadWork,
  RoadWorkConnection,
  RoadWorkOrder,
  RoadWorksArgs,
  type RoadWorkSortField,
} from '../schema/roadWork.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'
import type { RoadRegister } from '../views/roads.ts'
import { ASC_ID, placeOf, rulesOf } from './byId.ts'

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
  @Directive('@semanticNonNull')
  roadWorks(
    @Args(() => RoadWorksArgs) args: RoadWorksArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadWorkRecord> {
    const works = source.roads.works()
    return listRoadWorks(works.all, works, args)
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

/** A page of a list of these road works, some of those of the register. */
export function listRoadWorks(
  works: readonly RoadWorkRecord[],
  { byId, byArea }: RoadRegister<RoadWorkRecord>,
  { orderBy, ...args }: RoadWorksArgs,
  usual: readonly Sort<RoadWorkSortField>[] = BY_FIRST_DAY,
): Page<RoadWorkRecord> {
  const { area, on, restrictions } = args.filter ?? {}
  assertArea('filter.area', area, (id) => byArea.has(id))
  const chosen = works.filter(
    (work) =>
      (!area || work.area === area) &&
      (!on || lastsOn(work, on)) &&
      (!restrictions || restrictions.includes(work.restriction)),
  )
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  return listItems(
    chosen,
    { ...args, sort },
    {
      ...rulesOf('road works', byId),
      positionOf: placeOf,
      keys: { STARTS_ON: ({ startsOn }) => startsOn, ENDS_ON: ({ endsOn }) => endsOn },
      usual,
    },
  )
}

const BY_FIRST_DAY: readonly Sort<RoadWorkSortField>[] = [
  { field: 'STARTS_ON', direction: SortDirection.ASC },
]

const OLD_ORDERS: Readonly<Record<RoadWorkOrder, readonly Sort<RoadWorkSortField>[]>> = {
  [RoadWorkOrder.ID]: ASC_ID,
  [RoadWorkOrder.STARTS_EARLIEST_FIRST]: BY_FIRST_DAY,
}

export function lastsOn({ startsOn, endsOn }: RoadWorkRecord, day: string): boolean {
  return startsOn <= day && day <= endsOn
}
