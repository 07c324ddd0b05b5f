import { Directive, Field, Int, ObjectType } from 'type-graphql'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'

@ObjectType({ description: 'A site on the World Heritage List of UNESCO.' })
@Directive('@cacheControl(maxAge: 86400)')
export class WorldHeritageSite {
  @Field(() => Int, { description: 'The number of the site on the list.' })
  unescoId!: number

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Int, { description: 'The year in which it was put on the list.' })
  inscribedYear!: number

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
