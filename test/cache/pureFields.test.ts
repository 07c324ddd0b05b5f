import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRecordedGateway, type RecordedGateway } from '../kit/recordedGateway.ts'

const YEAR = 31_536_000

let gateway: RecordedGateway
beforeAll(async () => {
  gateway = await startRecordedGateway({ CACHE: 'on' })
})
afterAll(() => gateway.stop())

const HERE = 'place(lat: 22.19758, lng: 113.54085)'

it.each([
  ['a place', `{ ${HERE} { id lat lng globalId } }`],
  ['a distance', `{ ${HERE} { distanceTo(place: "22.19380,113.53990") } }`],
  [
    'a distance from a key',
    '{ node(globalId: "Place:22.19758,113.54085") { ... on Place { distanceTo(place: "22.19060,113.54380") } } }',
  ],
])('answers %s a second time without a call', async (_, query) => {
  const first = await gateway.workOf(() => gateway.ask(query))
  expect(first.calls).not.toEqual([])
  const answer = await gateway.ask(query)
  expect(answer.errors).toBeUndefined()
  expect((await gateway.workOf(() => gateway.ask(query))).calls).toEqual([])
})

it('tells clients to keep them for a year, less the tenth that is left to chance', async () => {
  const query = `{ ${HERE} { lat lng distanceTo(place: "22.19380,113.53990") } }`
  const { headers } = await gateway.send(`/graphql?query=${encodeURIComponent(query)}`)
  const [, age] = /^public, max-age=(\d+)$/.exec(String(headers['cache-control'])) ?? []
  expect(Number(age)).toBeGreaterThan(0.89 * YEAR)
  expect(Number(age)).toBeLessThanOrEqual(YEAR)
})

it('does not keep what stands near a place any longer than before', async () => {
  const query = `{ ${HERE} { distanceTo(place: "22.19380,113.53990") nearbyCarParks { metres } } }`
  const { headers } = await gateway.send(`/graphql?query=${encodeURIComponent(query)}`)
  expect(headers['cache-control']).toMatch(/^public, max-age=(8|9|10)$/)
})

it('keeps no refusal', async () => {
  const outside = '{ place(lat: 22.19758, lng: 114.1) { id } }'
  await gateway.ask(outside)
  const { calls } = await gateway.workOf(() => gateway.ask(outside))
  expect(calls).toHaveLength(1)
})
