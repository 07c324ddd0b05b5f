import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { PassengerLoad } from '../passengerLoad.ts'
import { BusRoute } from './busRoute.ts'
import { BusStop } from './busStop.ts'
import { FOR_DEVELOPERS, FOR_DSAT, FOR_PARTNERS } from './scopes.ts'

registerEnumType(PassengerLoad, {
  name: 'PassengerLoad',
  description: 'How full a bus is.',
  valuesConfig: {
    LOW: { description: 'Seats are free.' },
    MEDIUM: { description: 'Room to stand.' },
    HIGH: { description: 'Full or nearly so.' },
  },
})

@ObjectType({ implements: Node, description: 'A bus in service now.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 15)')
export class Bus {
  @Field(() => ID, { description: 'The number of the vehicle in the live system.' })
  id!: string

  @Field(() => BusRoute, {
    nullable: true,
    description: 'The route it runs on; null where the register lacks it.',
  })
  route!: BusRoute | null

  @Field(() => Int, { description: 'The direction of the route, 0 or 1.' })
  directionId!: number

  @Field(() => BusStop, {
    nullable: true,
    description: 'The stop at which it stands or to which it goes next; null where the register lacks it.',
  })
  stop!: BusStop | null

  @Field(() => Boolean, { description: 'Whether it stands at `stop`; else it is on the way to it.' })
  isAtStop!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      'The number plate; for developers, since with times it shows one driver at work; null for others.',
  })
  @Directive(FOR_DEVELOPERS)
  plate!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "The roster of its driver; for the bureau alone, since it is the operators' staff data; null for others and where not known.",
  })
  @Directive(FOR_DSAT)
  driverRosterId!: string | null

  @Field(() => PassengerLoad, {
    nullable: true,
    description: 'How full it is; null where the bus does not tell.',
  })
  passengerLoad!: PassengerLoad | null

  @Field(() => Int, {
    nullable: true,
    description:
      "How full it is, 0 to 5; for partners, since it is the operators' commercial data. Null where the bus does not tell.",
  })
  @Directive(FOR_PARTNERS)
  @Directive('@tag(name: "partner")')
  passengerLoadRaw!: number | null

  @Field(() => Boolean, { description: 'Whether one boards it without a step.' })
  isLowFloor!: boolean

  @Field(() => DateTime, { description: 'When the position was read.' })
  observedAt!: string

  @Field(() => Boolean, { description: 'Whether the position is from a source that has failed since.' })
  stale!: boolean

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const BusConnection = createConnectionType('Bus', () => Bus)

@InputType({ description: 'Which buses a list holds; what is left out does not restrict.' })
export class BusFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this route, such as "3A".' })
  route?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only those at or on the way to this stop, such as "M1/5".',
  })
  stop?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those with (true) or without (false) a low floor.',
  })
  isLowFloor?: boolean | null
}

export type BusSortField = SortField | 'OBSERVED_AT'

export const BusSort = createSortType('Bus', 'buses', { OBSERVED_AT: 'When the position was read.' })

@ArgsType()
export class BusesArgs extends ListArgs {
  @Field(() => BusFilter, { nullable: true, description: 'Which buses the list holds.' })
  filter?: BusFilter | null

  @Field(() => [BusSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<BusSortField>[] | null
}
