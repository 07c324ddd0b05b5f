import { Field, ID, InterfaceType, ObjectType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { ComplaintState, ComplaintSubject } from '../codes.ts'
import { AdministrativeArea, Place } from './references.ts'

@ObjectType({
  description: 'A complaint about an establishment: what somebody said, not what was proven.',
})
export class Complaint {
  @Field(() => ID, { description: 'The number of the complaint.' })
  id!: string

  @Field(() => LocalDate, { description: 'The day on which it was received.' })
  receivedOn!: string

  @Field(() => ComplaintSubject, { description: 'What it is about.' })
  subject!: ComplaintSubject

  @Field(() => ComplaintState, { description: 'How far its handling has come.' })
  state!: ComplaintState

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@InterfaceType({
  implements: Node,
  description: 'A business that the tourism bureau licenses.',
  resolveType: () => 'Hotel',
})
export abstract class Establishment {
  @Field(() => ID, { description: 'The id in the licence register.' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where not known.' })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => [Complaint], {
    nullable: true,
    description: 'Complaints about it, newest first; for bureau staff, null for others.',
  })
  complaints!: readonly Complaint[] | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
