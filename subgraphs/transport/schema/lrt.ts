import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { assumedSize } from './listSize.ts'
import { AdministrativeArea, Place } from './place.ts'

/** Its lines, and the stations within so many stops, are added by the resolver, since a line refers to its stations. */
@ObjectType({ implements: Node, description: 'A station of the light rapid transit (LRT).' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class LrtStation {
  @Field(() => ID, { description: 'The code of the station, such as "BAR".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the source gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area it stands in; null where not stated.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ implements: Node, description: 'A line of the light rapid transit (LRT).' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class LrtLine {
  @Field(() => ID, { description: 'The id, such as "hengqin".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => LocalDate, { nullable: true, description: 'When it was opened; null where not known.' })
  openedOn!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What was opened later, in English; null where nothing was.',
  })
  openedRemark!: string | null

  @Field(() => String, { nullable: true, description: 'The fare in MOP, in words; null where not known.' })
  fare!: string | null

  @Field(() => [LrtStation], { description: 'Its stations in the order of travel.' })
  @Directive(assumedSize(15))
  stations!: readonly LrtStation[]

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'An LRT station near a place.' })
export class NearbyStation {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => LrtStation, { description: 'The station.' })
  station!: LrtStation
}
