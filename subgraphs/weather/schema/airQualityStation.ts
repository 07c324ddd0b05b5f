import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Confidence } from '../../_kit/confidence.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { AirQualityStationKind } from '../source/airStations.ts'
import { Place } from './references.ts'

registerEnumType(AirQualityStationKind, {
  name: 'AirQualityStationKind',
  description: 'What the air at a station stands for.',
  valuesConfig: {
    ROADSIDE: { description: 'Beside a road.' },
    HIGH_DENSITY_RESIDENTIAL: { description: 'Where many people live.' },
    AMBIENT: { description: 'Away from both.' },
  },
})

const MEAN = 'mean of the hour, in'
const NOT_TOLD = 'null where the station does not tell.'

@ObjectType({
  description: 'Concentrations of pollutants; the bureau publishes these and not the index here.',
})
@Directive('@cacheControl(maxAge: 300)')
export class AirConcentrations {
  @Field(() => DateTime, { description: 'The hour that the means are of.' })
  observedAt!: string

  @Field(() => Boolean, {
    description: 'Whether they are more than two hours old, or the source has failed for long.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  stale!: boolean

  @Field(() => Float, {
    nullable: true,
    description: `Particles up to 10 µm: ${MEAN} micrograms per cubic metre; ${NOT_TOLD}`,
  })
  pm10UgPerM3!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Particles up to 2.5 µm: ${MEAN} micrograms per cubic metre; ${NOT_TOLD}`,
  })
  pm25UgPerM3!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Nitrogen dioxide: ${MEAN} micrograms per cubic metre; ${NOT_TOLD}`,
  })
  no2UgPerM3!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Ozone, which is not measured beside roads: ${MEAN} micrograms per cubic metre; ${NOT_TOLD}`,
  })
  o3UgPerM3!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Sulphur dioxide: ${MEAN} micrograms per cubic metre; ${NOT_TOLD}`,
  })
  so2UgPerM3!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Carbon monoxide: ${MEAN} milligrams per cubic metre; ${NOT_TOLD}`,
  })
  coMgPerM3!: number | null

  @Field(() => Provenance, { description: 'Where they come from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ implements: Node, description: 'A station that measures the quality of the air.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class AirQualityStation {
  @Field(() => ID, { description: 'The code of the station, such as "PO".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => AirQualityStationKind, { description: 'What its air stands for.' })
  kind!: AirQualityStationKind

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => Int, {
    nullable: true,
    description: 'How far from `place` the station may stand, in metres; null where that is not known.',
  })
  placeAccuracyMetres!: number | null

  @Field(() => AirConcentrations, {
    nullable: true,
    description: 'What it measured last; null where the source tells nothing of it.',
  })
  @Directive('@cacheControl(maxAge: 300)')
  latestConcentrations!: AirConcentrations | null

  @Field(() => Confidence, { description: 'How sure the record is.' })
  confidence!: Confidence

  @Field(() => String, { description: 'What it rests on.' })
  basis!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}
