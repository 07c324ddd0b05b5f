import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { Weekday } from '../../_kit/openingHours.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { TransportContext } from '../loaders.ts'
import { Flight, FlightConnection, FlightOrder, FlightsArgs, type FlightFilter } from '../schema/flight.ts'
import { CONNECTION_SIZE } from '../schema/listSize.ts'
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
  flights(
    @Args(() => FlightsArgs) args: FlightsArgs,
    @Ctx() { source }: TransportContext,
  ): Page<FlightRecord> {
    const chosen = [...source.flights.timetable().values()].filter(fits(args.filter ?? {}))
    return paginate(chosen.toSorted(ORDERS[args.orderBy]), args, ({ id }) => id)
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

type Compare = (a: FlightRecord, b: FlightRecord) => number

const byDestination: Compare = (a, b) =>
  a.destination.localeCompare(b.destination) ||
  a.airline.localeCompare(b.airline) ||
  a.periodStartsOn.localeCompare(b.periodStartsOn) ||
  a.id.localeCompare(b.id)

const ORDERS: Readonly<Record<FlightOrder, Compare>> = {
  [FlightOrder.DESTINATION]: byDestination,
  [FlightOrder.PERIOD_EARLIEST_FIRST]: (a, b) =>
    a.periodStartsOn.localeCompare(b.periodStartsOn) || byDestination(a, b),
}
