import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { SpaceKind } from '../freeSpaces.ts'
import { TariffSubject } from '../source/carParkDetail.ts'
import { AdministrativeArea, Place } from './place.ts'
import { FOR_DEVELOPERS } from './scopes.ts'

registerEnumType(SpaceKind, {
  name: 'ParkingSpaceKind',
  description: 'A kind of space in a car park.',
  valuesConfig: {
    CARS: { description: 'For light cars.' },
    MOTORCYCLES: { description: 'For motorcycles.' },
    ELECTRIC_CARS: { description: 'For light cars, with a charger.' },
    ELECTRIC_MOTORCYCLES: { description: 'For motorcycles, with a charger.' },
    ACCESSIBLE: { description: 'For people with a disability.' },
  },
})

registerEnumType(TariffSubject, {
  name: 'TariffSubject',
  description: 'What a part of a tariff is about.',
  valuesConfig: {
    LIGHT_VEHICLES: { description: 'Light cars.' },
    HEAVY_VEHICLES: { description: 'Coaches and lorries.' },
    MOTORCYCLES: { description: 'Motorcycles.' },
    REMARK: { description: 'A remark on the whole tariff.' },
  },
})

@ObjectType({
  description: 'How many spaces a car park has in all, by kind; null where it has none or it is not known.',
})
@Directive('@cacheControl(maxAge: 86400)')
export class CarParkCapacity {
  @Field(() => Int, { nullable: true, description: 'Spaces for light cars; null where not known.' })
  cars!: number | null

  @Field(() => Int, { nullable: true, description: 'Spaces for motorcycles; null where not known.' })
  motorcycles!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Spaces for light cars with a charger; null where not known.',
  })
  electricCars!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Spaces for people with a disability; null where not known.',
  })
  accessible!: number | null
}

@ObjectType({
  description: 'How many spaces are free now, by kind. A null is explained by `unknown` or `notApplicable`.',
})
@Directive('@cacheControl(maxAge: 10)')
export class FreeSpaces {
  @Field(() => Int, {
    nullable: true,
    description: 'Free spaces for light cars; null where `unknown` or `notApplicable` names them.',
  })
  cars!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Free spaces for motorcycles; null where `unknown` or `notApplicable` names them.',
  })
  motorcycles!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Free spaces for light cars with a charger; null where `unknown` or `notApplicable` names them.',
  })
  electricCars!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Free spaces for motorcycles with a charger; null where `unknown` or `notApplicable` names them.',
  })
  electricMotorcycles!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Free spaces for people with a disability; null where `unknown` or `notApplicable` names them.',
  })
  accessible!: number | null

  @Field(() => [SpaceKind], { description: 'The kinds of which it is not known how many are free.' })
  unknown!: readonly SpaceKind[]

  @Field(() => [SpaceKind], { description: 'The kinds that the car park does not have.' })
  notApplicable!: readonly SpaceKind[]

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the spaces were counted; null where the source does not say.',
  })
  observedAt!: string | null

  @Field(() => Boolean, {
    description:
      'Whether the counts are more than 15 minutes old, of unknown age, or from a source that has failed.',
  })
  stale!: boolean

  @Field(() => Provenance, { description: 'Where the counts come from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'The car spaces of a car park at one moment.' })
@Directive('@cacheControl(maxAge: 300)')
export class OccupancyPoint {
  @Field(() => DateTime, { description: 'The moment, at a full five minutes.' })
  at!: string

  @Field(() => Int, { nullable: true, description: 'Free spaces for light cars; null where not counted.' })
  freeCars!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The share of car spaces that were taken, 0 to 1; null where not known.',
  })
  occupancyRate!: number | null
}

@ObjectType({ description: 'What parking costs, for one kind of vehicle.' })
export class TariffPart {
  @Field(() => TariffSubject, { description: 'What this part is about.' })
  appliesTo!: TariffSubject

  @Field(() => Text, { description: 'The tariff in the words of the source, one statement a line.' })
  text!: Text
}

@ObjectType({ implements: Node, description: 'A public car park.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class CarPark {
  @Field(() => ID, { description: 'The number that the bureau gives the car park, such as "6001".' })
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
    description: 'The area it stands in; null where not known: the register names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => CarParkCapacity, {
    nullable: true,
    description:
      'How many spaces it has in all; null where not known: the register has no capacities, and not all have been transcribed.',
  })
  capacity!: CarParkCapacity | null

  @Field(() => FreeSpaces, {
    nullable: true,
    description: 'How many spaces are free now; null where the live source does not have the car park.',
  })
  freeSpaces!: FreeSpaces | null

  @Field(() => Float, {
    nullable: true,
    description: 'The share of the spaces for light cars that are taken, 0 to 1; null where not known.',
  })
  @Directive('@cacheControl(maxAge: 10)')
  occupancyRate!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The height limit in metres; null where there is none or it is not known.',
  })
  heightLimitMetres!: number | null

  @Field(() => [TariffPart], { description: 'What parking costs, as the source words it.' })
  tariff!: readonly TariffPart[]

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is under maintenance now; null where not known.',
  })
  @Directive('@cacheControl(maxAge: 10)')
  underMaintenance!: boolean | null

  @Field(() => [OccupancyPoint], {
    nullable: true,
    description:
      'Free car spaces every five minutes, the oldest first; for developers, since it is data in bulk; null for others.',
  })
  @Directive(FOR_DEVELOPERS)
  @Directive('@quota(perDay: 2000)')
  occupancyHistory5min!: readonly OccupancyPoint[] | null

  @Field(() => Provenance, { description: 'Where the master data come from; `freeSpaces` has its own.' })
  provenance!: ProvenanceValue
}

export const CarParkConnection = createConnectionType('CarPark', () => CarPark)

@ObjectType({ description: 'A car park near a place.' })
export class NearbyCarPark {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => CarPark, { description: 'The car park.' })
  carPark!: CarPark
}
