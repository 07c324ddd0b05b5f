import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import { Exhibition, ExhibitionConnection, ExhibitionListArgs } from '../schema/exhibition.ts'
import {
  DailyVisitors,
  Museum,
  MuseumConnection,
  MuseumOrder,
  MuseumsArgs,
  type MuseumListArgs,
  type MuseumSortField,
} from '../schema/museum.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import type { ExhibitionRecord } from '../source/exhibitions.ts'
import { FEE, freeAdmission, type MuseumRecord } from '../source/museums.ts'
import type { VisitorsRecord } from '../source/museumVisitors.ts'
import { openAt, type ListReader } from '../source/table.ts'
import { listsOnly } from '../source/listRecords.ts'
import { listExhibitions } from './exhibition.ts'
import { assertLimit } from './limit.ts'
import { listRegister, type TableRules } from '../source/listTable.ts'

@Resolver(() => Museum)
export class MuseumResolver {
  @Query(() => Museum, { nullable: true, description: 'The museum of this id, or null.' })
  museum(
    @Arg('id', () => ID, { description: 'The id of the museum.' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<MuseumRecord | null> {
    return loaders.museum.load(id)
  }

  @Query(() => MuseumConnection, { nullable: true, description: 'The museums.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  museums(
    @Args(() => MuseumsArgs) { orderBy, ...args }: MuseumsArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<MuseumRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    return listMuseums(tables.museums, { ...args, sort })
  }

  @FieldResolver()
  name(@Root() museum: MuseumRecord): Text {
    return createText(museum.name)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() museum: MuseumRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CultureContext,
  ): boolean | null {
    return answerIsOpen(museum.openingHours, at, now)
  }

  @FieldResolver()
  area(@Root() { area }: MuseumRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => ExhibitionConnection, {
    description: 'Its exhibitions, past, present and coming.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  @Directive(CONNECTION_SIZE)
  async exhibitionsConnection(
    @Root() { id }: MuseumRecord,
    @Args(() => ExhibitionListArgs) args: ExhibitionListArgs,
    @Ctx() context: CultureContext,
  ): Promise<Page<ExhibitionRecord>> {
    const records = await context.loaders.exhibitionsOf.load({ key: id, limit: null })
    const ofThis = listsOnly(context.tables.exhibitions, `exhibitions of ${id}`, records)
    return listExhibitions(ofThis, args, context)
  }

  @FieldResolver(() => [Exhibition], {
    description: 'Its exhibitions, past, present and coming, newest first.',
    deprecationReason: 'Use `exhibitionsConnection`; goes on 2027-06-30.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  exhibitions(
    @Root() { id }: MuseumRecord,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many to return at most, 1 to 100.' })
    first: number,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly ExhibitionRecord[]> {
    assertLimit('first', first, 100)
    return loaders.exhibitionsOf.load({ key: id, limit: first })
  }

  @FieldResolver(() => [DailyVisitors], {
    nullable: true,
    description:
      'Entries at the gate on the latest days for which there is a count, newest first; raw counts, for developers, null for others.',
  })
  @Directive('@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])')
  @Directive('@listSize(slicingArguments: ["last"], requireOneSlicingArgument: false)')
  visitorsDaily(
    @Root() { id }: MuseumRecord,
    @Arg('last', () => Int, { defaultValue: 7, description: 'How many days to return at most, 1 to 366.' })
    last: number,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly VisitorsRecord[]> {
    assertLimit('last', last, 366)
    return loaders.visitorsOf.load({ key: id, limit: last })
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.museums.feed, false)
  }
}

@Resolver(() => DailyVisitors)
export class DailyVisitorsResolver {
  @FieldResolver()
  provenance(@Root() { sample }: VisitorsRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.museumVisitors.feed, sample)
  }
}

/** Of all, or of those that belong to one owner. */
export function listMuseums(
  register: ListReader<MuseumRecord>,
  args: MuseumListArgs,
): Promise<Page<MuseumRecord>> {
  const { area, openAt: at, isFree, freeAdmission: free } = args.filter ?? {}
  const conditions = [
    ...openAt(at),
    ...freeAdmission(oneForm('filter.isFree', isFree, 'filter.freeAdmission', free)),
  ]
  return listRegister(register, area, conditions, args, RULES)
}

const RULES: TableRules<MuseumRecord, MuseumSortField> = { what: 'museums', keys: { FEE_MOP: FEE } }

const OLD_ORDERS: Readonly<Record<MuseumOrder, readonly Sort<MuseumSortField>[]>> = {
  [MuseumOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [MuseumOrder.FEE_LOWEST]: [{ field: 'FEE_MOP', direction: SortDirection.ASC }],
}
