import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { Confidence } from '../../_kit/confidence.ts'
import { DatasetReference, Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'

@ObjectType({
  description:
    'A kind of facility for refuse or recycling. Where its points stand is in the data set, not in the graph.',
})
@Directive('@cacheControl(maxAge: 86400)')
export class WasteFacilityKind {
  @Field(() => ID, { description: 'The id in our list, such as "glass-bank".' })
  id!: string

  @Field(() => Text, { description: 'The name; in Chinese alone.' })
  name!: Text

  @Field(() => String, { description: 'The bureau that runs it, by its abbreviation: "IAM" or "DSPA".' })
  operator!: string

  @Field(() => Int, {
    nullable: true,
    description: 'How many points have been seen in a public copy; null where none was counted.',
  })
  knownPoints!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'What was counted, and whether it may be all; null where nothing was.',
  })
  knownPointsBasis!: string | null

  @Field(() => DatasetReference, {
    nullable: true,
    description: 'The data set of the portal that lists the points; null where none is known.',
  })
  dataset!: DatasetReference | null

  @Field(() => Confidence, { description: 'How sure the record is.' })
  confidence!: Confidence

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
