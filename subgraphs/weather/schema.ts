import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { PageArgs, createConnectionType } from '../_kit/connection.ts'
import { PlaceFields } from '../_kit/place.ts'
import { Provenance, type ProvenanceValue } from '../_kit/provenance.ts'
import { Text } from '../_kit/text.ts'

@ObjectType({ description: 'A coordinate at which something stands.' })
@Directive('@key(fields: "id")')
export class Place extends PlaceFields {}

@ObjectType({ description: 'A parish, a reclamation area or a statistical district.' })
@Directive('@key(fields: "id")')
export class AdministrativeArea {
  @Field(() => ID, { description: 'The id of the area, such as "se".' })
  id!: string
}

@ObjectType({ description: 'A public notice of the weather bureau.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 3600)')
export class WeatherNotice {
  @Field(() => ID, { description: 'The id that the bureau gives the notice.' })
  id!: string

  @Field(() => Text, { description: 'The title.' })
  title!: Text

  @Field(() => LocalDate, { description: 'The day on which the notice was published.' })
  publishedOn!: string

  @Field(() => Place, {
    nullable: true,
    description: 'Where the notice applies; null where the register gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A notice near a place.' })
export class NearbyWeatherNotice {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => WeatherNotice, { description: 'The notice.' })
  weatherNotice!: WeatherNotice
}

export const WeatherNoticeConnection = createConnectionType('WeatherNotice', () => WeatherNotice)

export enum WeatherNoticeOrder {
  PUBLISHED_NEWEST_FIRST = 'PUBLISHED_NEWEST_FIRST',
  ID = 'ID',
}

registerEnumType(WeatherNoticeOrder, {
  name: 'WeatherNoticeOrder',
  description: 'How a list of notices is ordered.',
  valuesConfig: {
    PUBLISHED_NEWEST_FIRST: { description: 'By day of publication, newest first.' },
    ID: { description: 'By id.' },
  },
})

@InputType({ description: 'Which notices a list holds; what is left out does not restrict.' })
export class WeatherNoticeFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string
}

@ArgsType()
export class WeatherNoticesArgs extends PageArgs {
  @Field(() => WeatherNoticeFilter, { nullable: true, description: 'Which notices the list holds.' })
  filter?: WeatherNoticeFilter

  @Field(() => WeatherNoticeOrder, {
    defaultValue: WeatherNoticeOrder.PUBLISHED_NEWEST_FIRST,
    description: 'The order of the list.',
  })
  orderBy!: WeatherNoticeOrder
}
