import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf } from '../../_kit/provenance.ts'
import { listAttractions } from '../attractionLists.ts'
import { listHotels } from '../hotelLists.ts'
import { inMonth } from '../months.ts'
import { AttractionConnection, AttractionsArgs } from '../schema/attraction.ts'
import { HotelConnection, HotelsArgs } from '../schema/hotel.ts'
import { AdministrativeArea } from '../schema/references.ts'
import { VisitorsByHourArgs, VisitorsInHour } from '../schema/statistics.ts'
import type { AttractionRecord } from '../source/attractions.ts'
import type { HotelRecord } from '../source/hotels.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => HotelConnection, { nullable: true, description: 'The hotels of this area.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  hotels(
    @Root() area: AdministrativeArea,
    @Args(() => HotelsArgs) args: HotelsArgs,
    @Ctx() { source }: TourismContext,
  ): Page<HotelRecord> {
    const view = source.hotels.view()
    return listHotels(view.byArea.get(area.id) ?? [], view, args)
  }

  @FieldResolver(() => AttractionConnection, {
    nullable: true,
    description: 'The attractions of this area.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  attractions(
    @Root() area: AdministrativeArea,
    @Args(() => AttractionsArgs) args: AttractionsArgs,
    @Ctx() { source }: TourismContext,
  ): Page<AttractionRecord> {
    const view = source.attractions.view()
    return listAttractions(view.byArea.get(area.id) ?? [], view, args)
  }

  @FieldResolver(() => [VisitorsInHour], {
    nullable: true,
    description:
      'Visitors by hour of the day, 0 to 23, in a statistical district; null for other areas, which the source does not count. For registered developers.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@listSize(assumedSize: 24)')
  @Directive('@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])')
  async visitorsByHour(
    @Root() area: AdministrativeArea,
    @Args(() => VisitorsByHourArgs) args: VisitorsByHourArgs,
    @Ctx() { source, loaders }: TourismContext,
  ): Promise<readonly VisitorsInHour[] | null> {
    const records = await loaders.visitorsByHour.load(area.id)
    const month = inMonth(records ?? [], args.month)?.month
    if (!records || !month) return null
    return records
      .filter((record) => record.month === month)
      .sort((a, b) => a.hour - b.hour)
      .map((record) => ({
        ...record,
        isSuppressed: record.visitors === null,
        provenance: provenanceOf(source.visitorsByHour.feed, record.sample),
      }))
  }
}
