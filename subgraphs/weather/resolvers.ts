import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../_kit/connection.ts'
import { NearbyArgs, assertNearbyArgs, parsePlaceId, type PlaceValue } from '../_kit/place.ts'
import { provenanceOf, type ProvenanceValue } from '../_kit/provenance.ts'
import { createText, type Text } from '../_kit/text.ts'
import type { EntityReference } from '../_kit/subgraph.ts'
import type { WeatherLoaders } from './loaders.ts'
import type { WeatherNoticeRecord, WeatherSource } from './source.ts'
import {
  AdministrativeArea,
  NearbyWeatherNotice,
  WeatherNotice,
  WeatherNoticeConnection,
  WeatherNoticeOrder,
  WeatherNoticesArgs,
  Place,
} from './schema.ts'

export interface WeatherContext {
  readonly source: WeatherSource
  readonly loaders: WeatherLoaders
}

@Resolver(() => WeatherNotice)
export class WeatherNoticeResolver {
  @Query(() => WeatherNotice, { nullable: true, description: 'The notice of this id, or null.' })
  weatherNotice(
    @Arg('id', () => ID, { description: 'The id of the notice.' }) id: string,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<WeatherNoticeRecord | null> {
    return loaders.weatherNotice.load(id)
  }

  @Query(() => WeatherNoticeConnection, { nullable: true, description: 'The notices.' })
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  weatherNotices(
    @Args(() => WeatherNoticesArgs) args: WeatherNoticesArgs,
    @Ctx() { source }: WeatherContext,
  ): Page<WeatherNoticeRecord> {
    const { all, byArea } = source.view()
    const chosen = args.filter?.area ? (byArea.get(args.filter.area) ?? []) : all
    return paginate(orderWeatherNotices(chosen, args.orderBy), args, ({ id }) => id)
  }

  @FieldResolver()
  title(@Root() weatherNotice: WeatherNoticeRecord): Text {
    return createText(weatherNotice.title)
  }

  @FieldResolver()
  area(@Root() { area }: WeatherNoticeRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  provenance(@Root() { sample }: WeatherNoticeRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.weatherNotices, sample)
  }
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyWeatherNotice], {
    nullable: true,
    description: 'Notices near this place, nearest first.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  nearbyWeatherNotices(
    @Root() place: PlaceValue,
    @Args(() => NearbyArgs) args: NearbyArgs,
    @Ctx() { source }: WeatherContext,
  ): readonly { metres: number; weatherNotice: WeatherNoticeRecord }[] {
    assertNearbyArgs(args)
    return source
      .view()
      .near.near(place, args.withinMetres, args.first)
      .map(({ item, metres }) => ({ metres, weatherNotice: item }))
  }
}

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => [WeatherNotice], { nullable: true, description: 'The notices of this area.' })
  weatherNotices(
    @Root() area: AdministrativeArea,
    @Ctx() { source }: WeatherContext,
  ): readonly WeatherNoticeRecord[] {
    return source.view().byArea.get(area.id) ?? []
  }
}

export const references = {
  WeatherNotice: ({ id }: EntityReference, { loaders }: WeatherContext) => loaders.weatherNotice.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}

function orderWeatherNotices(
  weatherNotices: readonly WeatherNoticeRecord[],
  order: WeatherNoticeOrder,
): readonly WeatherNoticeRecord[] {
  switch (order) {
    case WeatherNoticeOrder.ID:
      return weatherNotices.toSorted((a, b) => a.id.localeCompare(b.id))
    case WeatherNoticeOrder.PUBLISHED_NEWEST_FIRST:
      return weatherNotices.toSorted(
        (a, b) => b.publishedOn.localeCompare(a.publishedOn) || a.id.localeCompare(b.id),
      )
  }
}
