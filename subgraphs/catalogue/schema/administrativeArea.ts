import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Confidence } from '../../_kit/confidence.ts'
import { Node } from '../../_kit/node.ts'
import type { ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { Provenance } from './dataset.ts'

export enum AdministrativeAreaKind {
  PARISH = 'PARISH',
  RECLAMATION_AREA = 'RECLAMATION_AREA',
  SPECIAL_ZONE = 'SPECIAL_ZONE',
  STATISTICAL_DISTRICT = 'STATISTICAL_DISTRICT',
}

registerEnumType(AdministrativeAreaKind, {
  name: 'AdministrativeAreaKind',
  description: 'What kind of area it is.',
  valuesConfig: {
    PARISH: { description: 'One of the seven parishes.' },
    RECLAMATION_AREA: {
      description: 'Land won from the sea that belongs to no parish, or not wholly to one.',
    },
    SPECIAL_ZONE: { description: 'A zone under the jurisdiction of Macao outside its old bounds.' },
    STATISTICAL_DISTRICT: {
      description: 'A district for statistics; districts do not follow the parishes exactly.',
    },
  },
})

@ObjectType({ description: 'A rectangle around an area, in degrees, WGS 84.' })
export class BoundingBox {
  @Field(() => Float, { description: 'The southern edge: latitude in degrees.' })
  south!: number

  @Field(() => Float, { description: 'The western edge: longitude in degrees.' })
  west!: number

  @Field(() => Float, { description: 'The northern edge: latitude in degrees.' })
  north!: number

  @Field(() => Float, { description: 'The eastern edge: longitude in degrees.' })
  east!: number

  @Field(() => Boolean, {
    description:
      'Whether the edges are approximate, to about 200 m: enough to show a map, never to tell in which area a place lies.',
  })
  approximate!: boolean
}

@ObjectType({
  implements: Node,
  description: 'A parish, a reclamation area, a special zone or a statistical district.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class AdministrativeArea {
  @Field(() => ID, { description: 'The id of the area, such as "se", "cotai" or "district-ilha-verde".' })
  id!: string

  @Field(() => Text, { description: 'The name of the area.' })
  name!: Text

  @Field(() => [String], { description: 'Other official names in Chinese.' })
  otherNames!: readonly string[]

  @Field(() => AdministrativeAreaKind, { description: 'What kind of area it is.' })
  kind!: AdministrativeAreaKind

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area that it lies in, mainly for a statistical district; null where none is known.',
  })
  parent!: AdministrativeArea | null

  @Field(() => [AdministrativeArea], { description: 'The areas whose `parent` this one is.' })
  parts!: readonly AdministrativeArea[]

  @Field(() => Int, {
    nullable: true,
    description: 'People in the census of 2021; null where not counted apart.',
  })
  population!: number | null

  @Field(() => String, {
    nullable: true,
    description:
      'What to know about `population`: who is counted where; null where there is nothing to know.',
  })
  populationNote!: string | null

  @Field(() => Float, {
    nullable: true,
    description: 'Land area in square kilometres in 2021; null where unknown.',
  })
  landAreaKm2!: number | null

  @Field(() => BoundingBox, {
    nullable: true,
    description: 'A rectangle around the area; null where unknown.',
  })
  boundingBox!: BoundingBox | null

  @Field(() => String, {
    nullable: true,
    description: 'What else to know about the area; null where there is nothing.',
  })
  note!: string | null

  @Field(() => Confidence, { description: 'How sure the name of the area and its parent are.' })
  confidence!: Confidence

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
