import { afterEach, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
afterEach(() => subgraph.stop())

/** Nothing listens on port 1, so that the feed fails at once and was never read. */
const UNREACHABLE = 'http://127.0.0.1:1/'

it('a source of free spaces that never came costs the free spaces alone', async () => {
  subgraph = await startTestSubgraph(definition, { FEED_DSAT_CARPARK_LIVE_URL: UNREACHABLE })
  const { data, errors } = await subgraph.ask(
    '{ carPark(id: "6001") { capacity { cars } freeSpaces { cars } } }',
  )
  expect(data).toEqual({ carPark: { capacity: { cars: 644 }, freeSpaces: null } })
  expect(errors?.map(({ path, message, extensions }) => [path?.join('.'), message, extensions.code])).toEqual(
    [
      [
        'carPark.freeSpaces',
        'Nothing has been read from the source "dsat-carpark-live" yet.',
        'SOURCE_UNAVAILABLE',
      ],
    ],
  )
})

it('a source of the border status that never came leaves the register and its hours', async () => {
  subgraph = await startTestSubgraph(definition, { FEED_PSP_BORDER_STATUS_URL: UNREACHABLE })
  const { data } = await subgraph.ask(
    '{ borderCheckpoint(id: "qingmao") { statusLevel openingHours { asStated } } }',
  )
  expect(data).toEqual({ borderCheckpoint: { statusLevel: null, openingHours: { asStated: '24h' } } })
})

it('an order of stops that never came leaves the stops', async () => {
  subgraph = await startTestSubgraph(definition, { FEED_DSAT_BUS_ROUTE_ORDER_URL: UNREACHABLE })
  const { data } = await subgraph.ask('{ busStop(id: "M1/5") { stopGroup routes { id } } }')
  expect(data).toEqual({ busStop: { stopGroup: 'M1', routes: null } })
})
