import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'

@ObjectType({ description: 'A festival or another event.' })
@Directive('@key(fields: "id")')
export class Event {
  @Field(() => ID, { description: 'The id of the event, such as "arts-festival".' })
  id!: string
}

@ObjectType({ description: 'The programme of an event before it is made public.' })
export class EmbargoedProgramme {
  @Field(() => Text, { description: 'The programme.' })
  programme!: Text

  @Field(() => LocalDate, { description: 'The day of the press release, before which it may not be spread.' })
  embargoedUntil!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
