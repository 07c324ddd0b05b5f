import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { BorderStatusLevel, CrossingDirection } from '../borderStatusLevel.ts'
import { CrossingMode } from '../source/borderCheckpoints.ts'
import { AdministrativeArea, Place } from './place.ts'
import { FOR_PSP } from './scopes.ts'

registerEnumType(BorderStatusLevel, {
  name: 'BorderStatusLevel',
  description: 'How busy a checkpoint is, in the words of the police.',
  valuesConfig: {
    CLEAR: { description: 'About 10 minutes to cross.' },
    BUSY: { description: 'About 30 minutes to cross.' },
    CROWDED: { description: 'About 45 minutes to cross.' },
    DIVERSION: { description: 'More than 60 minutes: the police divert travellers to other checkpoints.' },
    CLOSED: { description: 'Nobody crosses now.' },
    UNKNOWN: { description: 'The police publish no status.' },
  },
})

registerEnumType(CrossingDirection, {
  name: 'CrossingDirection',
  description: 'A direction across the border.',
  valuesConfig: {
    ENTERING: { description: 'Into Macao.' },
    LEAVING: { description: 'Out of Macao.' },
  },
})

registerEnumType(CrossingMode, {
  name: 'CrossingMode',
  description: 'A way to travel through a checkpoint.',
  valuesConfig: {
    FOOT: { description: 'On foot.' },
    VEHICLE: { description: 'By private vehicle.' },
    LRT: { description: 'By light rapid transit.' },
    COACH: { description: 'By coach or shuttle bus.' },
    GOODS: { description: 'Goods vehicles.' },
    FERRY: { description: 'By ferry.' },
    HELICOPTER: { description: 'By helicopter.' },
    AIR: { description: 'By aeroplane.' },
  },
})

@ObjectType({ description: 'How busy a checkpoint is in one direction.' })
@Directive('@cacheControl(maxAge: 60)')
export class DirectionStatus {
  @Field(() => CrossingDirection, { description: 'The direction.' })
  direction!: CrossingDirection

  @Field(() => BorderStatusLevel, { description: 'The level of its slowest hall.' })
  level!: BorderStatusLevel

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes to cross, as the level stands for; null where closed or not known.',
  })
  minutes!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the police noted the level; null where not known.',
  })
  observedAt!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the level is old; null where there is none.',
  })
  stale!: boolean | null
}

@ObjectType({ description: 'The people of one nationality who crossed at a checkpoint in one hour.' })
@Directive('@cacheControl(maxAge: 3600)')
export class NationalityFlow {
  @Field(() => DateTime, { description: 'When the hour began.' })
  hour!: string

  @Field(() => String, {
    description: 'The country or region of the travel document: "MO", "CN", "HK" or "OTHER".',
  })
  nationality!: string

  @Field(() => Int, { description: 'How many came into Macao.' })
  entering!: number

  @Field(() => Int, { description: 'How many left Macao.' })
  leaving!: number
}

@ObjectType({ implements: Node, description: 'A place where people cross the border of Macao.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class BorderCheckpoint {
  @Field(() => ID, { description: 'The id, such as "portas-do-cerco".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the register gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area it stands in; null where not stated.',
  })
  area!: AdministrativeArea | null

  @Field(() => BorderStatusLevel, {
    nullable: true,
    description:
      'How busy it is now: the worst of its halls and directions; null where the source of the police does not list it.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  statusLevel!: BorderStatusLevel | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Minutes to cross, as `statusLevel` stands for (60 for more than 60); null where closed or not known.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  statusMinutes!: number | null

  @Field(() => [DirectionStatus], {
    nullable: true,
    description:
      'How busy it is now in each direction; null where the source of the police does not list it.',
  })
  statusByDirection!: readonly DirectionStatus[] | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the police noted `statusLevel`; null where the level is not known.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  observedAt!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether `statusLevel` is old: marked so by the police, or from a source that has failed. Null where the level is not known.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  stale!: boolean | null

  @Field(() => Provenance, {
    nullable: true,
    description: 'Where the status comes from; null where there is none.',
  })
  statusProvenance!: ProvenanceValue | null

  @Field(() => [CrossingMode], { description: 'How one may travel through it.' })
  modes!: readonly CrossingMode[]

  @Field(() => OpeningHours, { nullable: true, description: 'When it is open; null where not known.' })
  openingHours!: OpeningHours | null

  @Field(() => String, {
    nullable: true,
    description: 'What else to know of it, in English; null where there is nothing.',
  })
  remarks!: string | null

  @Field(() => [NationalityFlow], {
    nullable: true,
    description:
      'Who crossed, by hour and nationality, the oldest first; for the police alone, null for others.',
  })
  @Directive(FOR_PSP)
  flowByNationalityHour!: readonly NationalityFlow[] | null

  @Field(() => Provenance, {
    description: 'Where the register comes from; the status has `statusProvenance`.',
  })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A border checkpoint near a place.' })
export class NearbyBorderCheckpoint {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => BorderCheckpoint, { description: 'The checkpoint.' })
  borderCheckpoint!: BorderCheckpoint
}
