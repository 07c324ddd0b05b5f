import { afterEach, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { createLoaders } from './loaders.ts'
import { definition } from './server.ts'
import type { TransportSource } from './source.ts'

let subgraph: StartedSubgraph
afterEach(() => subgraph.stop())

/** The subgraph with a tally of what its loaders look up: each of their batches looks into its register once. */
async function startCounted(): Promise<Record<string, number>> {
  const batches: Record<string, number> = {}
  subgraph = await startTestSubgraph({
    ...definition,
    createContext: (source) => ({ source, loaders: createLoaders(countLookUps(source, batches)) }),
  })
  return batches
}

function countLookUps(source: TransportSource, batches: Record<string, number>): TransportSource {
  const counted =
    <T>(name: string, view: () => T) =>
    () => {
      batches[name] = (batches[name] ?? 0) + 1
      return view()
    }
  const { buses, carParks } = source
  return {
    ...source,
    buses: { ...buses, stops: counted('stops', buses.stops), routes: counted('routes', buses.routes) },
    carParks: {
      ...carParks,
      live: counted('live', carParks.live),
      capacities: counted('capacities', carParks.capacities),
    },
  }
}

it('a page of fifty stops with their routes and the stops of these makes one batch for each kind', async () => {
  const batches = await startCounted()
  const { data, errors } = await subgraph.ask(
    '{ busStops(first: 50) { nodes { id routes { shortName directions { stops { id place { id } } } } } } }',
  )
  expect(errors).toBeUndefined()
  expect(data).toHaveProperty('busStops.nodes.49.routes.0.directions.0.stops.0.id')
  expect(batches).toEqual({ stops: 1, routes: 1 })
})

it('fifty places with the car parks near them make one batch of counts and one of capacities', async () => {
  const batches = await startCounted()
  const keys = Array.from({ length: 50 }, (_, index) => ({
    __typename: 'Place',
    id: `22.${19_000 + index * 10},113.54500`,
  }))
  const { data, errors } = await subgraph.ask(
    `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { ... on Place {
       nearbyCarParks(withinMetres: 800) { carPark { occupancyRate freeSpaces { cars } capacity { cars } area { id } } } } } }`,
    { keys },
  )
  expect(errors).toBeUndefined()
  expect(data).toHaveProperty('entities.49.nearbyCarParks.0.carPark.capacity.cars')
  expect(batches).toEqual({ live: 1, capacities: 1 })
})
