import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Confidence } from '../../_kit/confidence.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { WeatherWarningGroup } from '../source/warningSignals.ts'

registerEnumType(WeatherWarningGroup, {
  name: 'WeatherWarningGroup',
  description: 'What a weather warning is about.',
  valuesConfig: {
    TROPICAL_CYCLONE: { description: 'Tropical cyclones: signals 1 to 10.' },
    RAINSTORM: { description: 'Heavy rain: yellow, red, black.' },
    STORM_SURGE: { description: 'Flooding by the sea: blue, yellow, orange, red, black.' },
    STRONG_MONSOON: { description: 'Strong monsoon wind.' },
    THUNDERSTORM: { description: 'Thunderstorms.' },
    TSUNAMI: { description: 'Tsunamis.' },
    TEMPERATURE_ALERT: { description: 'Heat or cold: yellow, orange.' },
  },
})

@ObjectType({ implements: Node, description: 'A kind of warning that the bureau issues.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class WeatherWarningSignal {
  @Field(() => ID, { description: 'The id in our list, such as "tc8se".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => WeatherWarningGroup, { description: 'What it is about.' })
  group!: WeatherWarningGroup

  @Field(() => String, {
    nullable: true,
    description: 'Its colour, such as "#F4D864" or "yellow"; null where it has none.',
  })
  colour!: string | null

  @Field(() => String, { description: 'What it means, in English.' })
  meaning!: string

  @Field(() => String, {
    nullable: true,
    description: 'The rule by which it is issued; null where not known.',
  })
  legalBasis!: string | null

  @Field(() => Confidence, { description: 'How sure the record is.' })
  confidence!: Confidence

  @Field(() => String, { description: 'What it rests on.' })
  basis!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A warning that is in force.' })
@Directive('@cacheControl(maxAge: 60)')
export class WeatherWarning {
  @Field(() => WeatherWarningGroup, { description: 'What it is about.' })
  group!: WeatherWarningGroup

  @Field(() => WeatherWarningSignal, {
    nullable: true,
    description: 'Which signal it is; null where the source does not tell, or a code that is not known here.',
  })
  signal!: WeatherWarningSignal | null

  @Field(() => String, {
    nullable: true,
    description: 'The code in the feed, such as "8SE" or "RED"; null where the group has one signal alone.',
  })
  code!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was issued; null where that is not told.',
  })
  issuedAt!: string | null

  @Field(() => Text, { description: 'The warning in words; the Chinese feed alone is read.' })
  description!: Text

  @Field(() => Provenance, { description: 'Where it comes from, and whether that is stale.' })
  provenance!: ProvenanceValue
}
