import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { classKey } from '../classAverage.ts'
import { listHotels } from '../hotelLists.ts'
import { inMonth } from '../months.ts'
import { Establishment, type Complaint } from '../schema/establishment.ts'
import { Hotel, HotelConnection, HotelsArgs, SurveyMonthArgs } from '../schema/hotel.ts'
import type { ClassAverageOccupancy, HotelOccupancyAnswer, HotelRateAnswer } from '../schema/hotelSurvey.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import type { HotelRecord } from '../source/hotels.ts'
import type { SurveyRecord } from '../source/hotelSurvey.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Hotel)
export class HotelResolver {
  @Query(() => Hotel, { nullable: true, description: 'The hotel of this id, or null.' })
  hotel(
    @Arg('id', () => ID, { description: 'The id of the hotel.' }) id: string,
    @Ctx() { loaders }: TourismContext,
  ): Promise<HotelRecord | null> {
    return loaders.hotel.load(id)
  }

  @Query(() => Establishment, {
    nullable: true,
    description: 'The licensed establishment of this id, or null.',
  })
  establishment(
    @Arg('id', () => ID, { description: 'The id of the establishment.' }) id: string,
    @Ctx() { loaders }: TourismContext,
  ): Promise<HotelRecord | null> {
    return loaders.hotel.load(id)
  }

  @Query(() => HotelConnection, { nullable: true, description: 'The hotels.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  hotels(@Args(() => HotelsArgs) args: HotelsArgs, @Ctx() { source }: TourismContext): Page<HotelRecord> {
    const view = source.hotels.view()
    return listHotels(view.all, view, args)
  }

  @FieldResolver()
  name(@Root() hotel: HotelRecord): Text {
    return createText(hotel.name)
  }

  @FieldResolver()
  address(@Root() { address }: HotelRecord): Text | null {
    return address && createText(address)
  }

  @FieldResolver()
  area(@Root() { area }: HotelRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.hotels.feed, false)
  }

  @FieldResolver()
  async occupancy(
    @Root() hotel: HotelRecord,
    @Args(() => SurveyMonthArgs) args: SurveyMonthArgs,
    @Ctx() context: TourismContext,
  ): Promise<HotelOccupancyAnswer | null> {
    const answer = await findAnswer(hotel, args, context)
    return answer && toOccupancy(answer, context)
  }

  @FieldResolver()
  async ownOccupancy(
    @Root() hotel: HotelRecord,
    @Args(() => SurveyMonthArgs) args: SurveyMonthArgs,
    @Ctx() context: TourismContext,
  ): Promise<HotelOccupancyAnswer | null> {
    const answer = await findAnswer(hotel, args, context)
    return answer && toOccupancy(answer, context)
  }

  @FieldResolver()
  async averageRate(
    @Root() hotel: HotelRecord,
    @Args(() => SurveyMonthArgs) args: SurveyMonthArgs,
    @Ctx() context: TourismContext,
  ): Promise<HotelRateAnswer | null> {
    const answer = await findAnswer(hotel, args, context)
    return answer && { ...answer, provenance: provenanceOf(context.source.survey.feed, answer.sample) }
  }

  @FieldResolver()
  async classAverageOccupancy(
    @Root() hotel: HotelRecord,
    @Args(() => SurveyMonthArgs) { month }: SurveyMonthArgs,
    @Ctx() { source, loaders }: TourismContext,
  ): Promise<ClassAverageOccupancy | null> {
    const key = classKey(hotel)
    const average = key === null ? null : inMonth((await loaders.classAverages.load(key)) ?? [], month)
    return average && { ...average, provenance: provenanceOf(source.survey.feed, average.sample) }
  }

  @FieldResolver()
  async complaints(
    @Root() { id }: HotelRecord,
    @Ctx() { source, loaders }: TourismContext,
  ): Promise<readonly Complaint[]> {
    const records = (await loaders.complaints.load(id)) ?? []
    return records.map((record) => ({
      ...record,
      provenance: provenanceOf(source.complaints.feed, record.sample),
    }))
  }
}

async function findAnswer(
  { id }: HotelRecord,
  { month }: SurveyMonthArgs,
  { loaders }: TourismContext,
): Promise<SurveyRecord | null> {
  return inMonth((await loaders.survey.load(id)) ?? [], month)
}

function toOccupancy(
  { month, percent, sample }: SurveyRecord,
  { source }: TourismContext,
): HotelOccupancyAnswer {
  return { month, percent, provenance: provenanceOf(source.survey.feed, sample) }
}
