import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTrustingGateway, type TrustingGateway } from './callers.ts'

let gateway: TrustingGateway
beforeAll(async () => {
  gateway = await startTrustingGateway()
})
afterAll(() => gateway.stop())

const QUERY = '{ hotels(first: 100) { nodes { id ownOccupancy { __typename } } } }'

interface HotelNode {
  readonly id: string
  readonly ownOccupancy: object | null
}

it('shows a partner the occupancy of its own hotel, and of no other', async () => {
  const all = await readHotels({})
  const [own] = all.map(({ id }) => id)
  if (own === undefined) throw new Error('expected hotels')
  const seen = await readHotels(await gateway.headersOf(['developer', 'partner'], { hotels: [own] }))
  expect(seen.filter(({ ownOccupancy }) => ownOccupancy !== null).map(({ id }) => id)).toEqual([own])
  const staff = await readHotels(await gateway.headersOf(['developer', 'partner', 'staff']))
  expect([...all, ...staff].some(({ ownOccupancy }) => ownOccupancy !== null)).toBe(false)
})

async function readHotels(headers: Readonly<Record<string, string>>): Promise<readonly HotelNode[]> {
  const { data } = await gateway.ask(QUERY, {}, headers)
  const hotels: unknown = data?.['hotels']
  if (typeof hotels !== 'object' || hotels === null || !('nodes' in hotels) || !Array.isArray(hotels.nodes))
    throw new Error('expected a list of hotels')
  return hotels.nodes
}
