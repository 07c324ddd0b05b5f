import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../_kit/connection.ts'
import { assertArea } from '../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import { SortDirection } from '../_kit/lists/sort.ts'
import { NearbyArgs, assertNearbyArgs, parsePlaceId, type PlaceValue } from '../_kit/place.ts'
import { provenanceOf, type ProvenanceValue } from '../_kit/provenance.ts'
import { createText, type Text } from '../_kit/text.ts'
import type { EntityReference } from '../_kit/subgraph.ts'
import type { TemplateLoaders } from './loaders.ts'
import type { NoticeRecord, TemplateSource } from './source.ts'
import {
  AdministrativeArea,
  NearbyNotice,
  Notice,
  NoticeConnection,
  NoticesArgs,
  Place,
  type NoticeSortField,
} from './schema.ts'

export interface TemplateContext {
  readonly source: TemplateSource
  readonly loaders: TemplateLoaders
}

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => Notice, { nullable: true, description: 'The notice of this id, or null.' })
  notice(
    @Arg('id', () => ID, { description: 'The id of the notice.' }) id: string,
    @Ctx() { loaders }: TemplateContext,
  ): Promise<NoticeRecord | null> {
    return loaders.notice.load(id)
  }

  @Query(() => NoticeConnection, { nullable: true, description: 'The notices.' })
  @Directive('@semanticNonNull')
  @Directive(CONNECTION_SIZE)
  notices(
    @Args(() => NoticesArgs) args: NoticesArgs,
    @Ctx() { source }: TemplateContext,
  ): Page<NoticeRecord> {
    const { all, byId, byArea } = source.view()
    const area = args.filter?.area
    assertArea('filter.area', area, (id) => byArea.has(id))
    const chosen = area ? (byArea.get(area) ?? []) : all
    return listItems(chosen, args, { ...RULES, isKnown: (id) => byId.has(id) })
  }

  @FieldResolver()
  title(@Root() notice: NoticeRecord): Text {
    return createText(notice.title)
  }

  @FieldResolver()
  area(@Root() { area }: NoticeRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  provenance(@Root() { sample }: NoticeRecord, @Ctx() { source }: TemplateContext): ProvenanceValue {
    return provenanceOf(source.notices, sample)
  }
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyNotice], {
    nullable: true,
    description: 'Notices near this place, nearest first.',
  })
  @Directive('@semanticNonNull')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  nearbyNotices(
    @Root() place: PlaceValue,
    @Args(() => NearbyArgs) args: NearbyArgs,
    @Ctx() { source }: TemplateContext,
  ): readonly { metres: number; notice: NoticeRecord }[] {
    assertNearbyArgs(args)
    return source
      .view()
      .near.near(place, args.withinMetres, args.first)
      .map(({ item, metres }) => ({ metres, notice: item }))
  }
}

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => [Notice], { nullable: true, description: 'The notices of this area.' })
  @Directive('@semanticNonNull')
  notices(@Root() area: AdministrativeArea, @Ctx() { source }: TemplateContext): readonly NoticeRecord[] {
    return source.view().byArea.get(area.id) ?? []
  }
}

export const references = {
  Notice: ({ id }: EntityReference, { loaders }: TemplateContext) => loaders.notice.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}

const RULES: Omit<ListRules<NoticeRecord, NoticeSortField>, 'isKnown'> = {
  what: 'notices',
  idOf: ({ id }) => id,
  positionOf: ({ place }) => place,
  keys: { PUBLISHED_ON: ({ publishedOn }) => publishedOn },
  usual: [{ field: 'PUBLISHED_ON', direction: SortDirection.DESC }],
}
