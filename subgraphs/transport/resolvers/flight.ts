import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { Weekday } from '../../_kit/openingHours.ts'
import { assertKnown } from '../../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { TransportContext } from '../loaders.ts'
import {
  Flight,
  FlightConnection,
  FlightOrder,
  FlightsArgs,
  type FlightSortField,
  type FlightFilter,
} from '../schema/flight.ts'
import type { FlightRecord } from '../source/flights.ts'

@Resolver(() => Flight)
export class FlightResolver {
  @Query(() => Flight, { nullable: true, description: 'The flight of this id, or null.' })
  flight(
    @Arg('id', () => ID, { description: 'The id of the flight.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<FlightRecord | null> {
    return loaders.flight.load(id)
  }

  @Query(() => FlightConnection, {
    nullable: true,
    description: 'The flights of the seasonal timetable of the airport.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  flights(
    @Args(() => FlightsArgs) { orderBy, ...args }: FlightsArgs,
    @Ctx() { source }: TransportContext,
  ): Page<FlightRecord> {
    const timetable = source.flights.timetable()
    const flights = [...timetable.values()]
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    assertKnown('filter.destination', args.filter?.destination, 'destinations', (city) =>
      flights.some(fits({ destination: city })),
    )
    return listItems(
      flights.filter(fits(args.filter ?? {})),
      { ...args, sort },
      { ...RULES, isKnown: (id) => timetable.has(id) },
    )
  }

  @FieldResolver()
  provenance(@Root() { sample }: FlightRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.flights.feed, sample)
  }
}

function fits({ destination, on }: FlightFilter): (flight: FlightRecord) => boolean {
  const city = destination?.toLowerCase()
  return (flight) =>
    (city === undefined || flight.destination.toLowerCase() === city) && (!on || fliesOn(flight, on))
}

const SUNDAY_FIRST = [Weekday.SUNDAY, ...Object.values(Weekday)]

function fliesOn({ weekdays, periodStartsOn, periodEndsOn }: FlightRecord, day: string): boolean {
  const weekday = SUNDAY_FIRST[new Date(`${day}T00:00:00Z`).getUTCDay()]
  return (
    periodStartsOn <= day && day <= periodEndsOn && weekday !== undefined && !!weekdays?.includes(weekday)
  )
}

const ASC = SortDirection.ASC

const OLD_ORDERS: Readonly<Record<FlightOrder, readonly Sort<FlightSortField>[]>> = {
  [FlightOrder.DESTINATION]: [
    { field: 'DESTINATION', direction: ASC },
    { field: 'AIRLINE', direction: ASC },
    { field: 'PERIOD_STARTS_ON', direction: ASC },
  ],
  [FlightOrder.PERIOD_EARLIEST_FIRST]: [
    { field: 'PERIOD_STARTS_ON', direction: ASC },
    { field: 'DESTINATION', direction: ASC },
    { field: 'AIRLINE', direction: ASC },
  ],
}

const RULES: Omit<ListRules<FlightRecord, FlightSortField>, 'isKnown'> = {
  what: 'flights',
  idOf: ({ id }) => id,
  keys: {
    DESTINATION: ({ destination }) => destination,
    AIRLINE: ({ airline }) => airline,
    PERIOD_STARTS_ON: ({ periodStartsOn }) => periodStartsOn,
  },
  usual: OLD_ORDERS.DESTINATION,
}
