import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { createConnectionType } from '../_kit/connection.ts'
import { PlacedListArgs } from '../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../_kit/lists/sort.ts'
import { Node } from '../_kit/node.ts'
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

@ObjectType({ implements: Node, description: 'A public notice of the template bureau.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 3600)')
export class Notice {
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
export class NearbyNotice {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Notice, { description: 'The notice.' })
  notice!: Notice
}

export const NoticeConnection = createConnectionType('Notice', () => Notice)

export type NoticeSortField = PlacedSortField | 'PUBLISHED_ON'

export const NoticeSort = createPlacedSortType('Notice', 'notices', {
  PUBLISHED_ON: 'The day of publication.',
})

@InputType({ description: 'Which notices a list holds; what is left out does not restrict.' })
export class NoticeFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null
}

@ArgsType()
export class NoticesArgs extends PlacedListArgs {
  @Field(() => NoticeFilter, { nullable: true, description: 'Which notices the list holds.' })
  filter?: NoticeFilter | null

  @Field(() => [NoticeSort], { nullable: true, description: describeSort('the newest first') })
  sort?: readonly Sort<NoticeSortField>[] | null
}
