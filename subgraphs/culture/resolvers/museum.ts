import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import type { Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import {
  DailyVisitors,
  Exhibition,
  Museum,
  MuseumConnection,
  MuseumOrder,
  MuseumsArgs,
} from '../schema/museum.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import type { ExhibitionRecord } from '../source/exhibitions.ts'
import { BY_FEE, freeAdmission, type MuseumRecord } from '../source/museums.ts'
import type { VisitorsRecord } from '../source/museumVisitors.ts'
import { BY_ID, inArea, openAt, type Condition, type Order } from '../source/table.ts'
import { assertLimit } from './limit.ts'

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
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  museums(
    @Args(() => MuseumsArgs) args: MuseumsArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<MuseumRecord>> {
    return tables.museums.list(conditionsOf(args), orderOf(args.orderBy), args)
  }

  @FieldResolver()
  name(@Root() museum: MuseumRecord): Text {
    return createText(museum.name)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() museum: MuseumRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null,
    @Ctx() { now }: CultureContext,
  ): boolean | null {
    return answerIsOpen(museum.openingHours, at, now)
  }

  @FieldResolver()
  area(@Root() { area }: MuseumRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => [Exhibition], {
    description: 'Its exhibitions, past, present and coming, newest first.',
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
      'Entries at the gate on the latest days for which there is a count, newest first; raw counts, for developers.',
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

@Resolver(() => Exhibition)
export class ExhibitionResolver {
  @FieldResolver()
  title(@Root() exhibition: ExhibitionRecord): Text {
    return createText(exhibition.title)
  }

  @FieldResolver()
  museum(
    @Root() { museum }: ExhibitionRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<MuseumRecord | null> {
    return loaders.museum.load(museum)
  }

  @FieldResolver()
  insuranceValue(@Root() { insuranceValueMop }: ExhibitionRecord): number | null {
    return insuranceValueMop
  }

  @FieldResolver()
  provenance(@Root() { sample }: ExhibitionRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.exhibitions.feed, sample)
  }
}

function conditionsOf({ filter }: MuseumsArgs): readonly Condition<MuseumRecord>[] {
  return [...inArea(filter?.area), ...openAt(filter?.openAt), ...freeAdmission(filter?.freeAdmission)]
}

function orderOf(order: MuseumOrder): Order<MuseumRecord> {
  switch (order) {
    case MuseumOrder.ID:
      return BY_ID
    case MuseumOrder.FEE_LOWEST:
      return BY_FEE
  }
}
