import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { RouteType } from '../source/busRoutes.ts'
import { AdministrativeArea, Place } from './place.ts'

registerEnumType(RouteType, {
  name: 'BusRouteType',
  description: 'What a bus route is for.',
  valuesConfig: {
    REGULAR: { description: 'An ordinary route of the day.' },
    EXPRESS: { description: 'Fewer stops than an ordinary route.' },
    NIGHT: { description: 'Runs in the night.' },
    AIRPORT: { description: 'Serves the airport.' },
    HOSPITAL: { description: 'Serves hospitals.' },
    CROSS_HARBOUR: {
      description: 'Crosses between the peninsula and Taipa without the detour of ordinary routes.',
    },
  },
})

/** The routes that call here are added by the resolver, since a route refers to its stops. */
@ObjectType({
  implements: Node,
  description: 'A pole at which buses stop; several poles may form one stop group.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class BusStop {
  @Field(() => ID, { description: 'The code of the pole, such as "M1/5": pole 5 of the group M1.' })
  id!: string

  @Field(() => String, { description: 'The group of poles that bear one name, such as "M1".' })
  stopGroup!: string

  @Field(() => Text, {
    description: 'The name. English is null where the register only repeats the Portuguese.',
  })
  name!: Text

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the register gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area it stands in; null where not known. See `areaIsEstimated`.',
  })
  area!: AdministrativeArea | null

  @Field(() => Boolean, {
    description:
      'Whether `area` is an estimate: the register names none, so the nearest known neighbour decides.',
  })
  areaIsEstimated!: boolean

  @Field(() => [String], {
    description:
      'The codes of all routes that the register of stops names here, with those whose order of stops this graph lacks. The register and the orders of stops are of different days and differ at some stops.',
  })
  routesAll!: readonly string[]

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const BusStopConnection = createConnectionType('BusStop', () => BusStop)

@ObjectType({ description: 'A bus stop near a place.' })
export class NearbyStop {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => BusStop, { description: 'The stop.' })
  stop!: BusStop
}

export enum BusStopOrder {
  ID = 'ID',
  ROUTES_MOST_FIRST = 'ROUTES_MOST_FIRST',
}

registerEnumType(BusStopOrder, {
  name: 'BusStopOrder',
  description: 'How a list of bus stops is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    ROUTES_MOST_FIRST: { description: 'By the number of routes in `routesAll`, most first.' },
  },
})

@InputType({ description: 'Which bus stops a list holds; what is left out does not restrict.' })
export class BusStopFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => String, { nullable: true, description: 'Only the poles of this group, such as "M172".' })
  stopGroup?: string | null

  @Field(() => ID, { nullable: true, description: 'Only those at which this route calls, such as "3A".' })
  route?: string | null

  @Field(() => [RouteType], {
    nullable: true,
    description: 'Only those at which a route of one of these types calls.',
  })
  routeTypes?: RouteType[] | null
}

export type BusStopSortField = PlacedSortField | 'ROUTES_ALL'

export const BusStopSort = createPlacedSortType('BusStop', 'bus stops', {
  ROUTES_ALL: 'The number of routes in `routesAll`.',
})

@ArgsType()
export class BusStopsArgs extends PlacedListArgs {
  @Field(() => BusStopFilter, { nullable: true, description: 'Which stops the list holds.' })
  filter?: BusStopFilter | null

  @Field(() => [BusStopSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<BusStopSortField>[] | null

  @Field(() => BusStopOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: BusStopOrder | null
}

@ArgsType()
export class NearbyStopsArgs extends NearbyArgs {
  @Field(() => [RouteType], {
    nullable: true,
    description:
      'Only stops at which a route of one of these types calls; of the routes that this graph holds.',
  })
  routeTypes?: RouteType[] | null
}
