import { expect, it } from 'vitest'
import { decodeEntry, encodeEntry } from '../../gateway/cache/redis/codec.ts'
import { JsonText } from '../../kit/json/jsonText.ts'
import { defineHostileSubgraph } from '../kit/federation/subgraph.ts'
import { createCachedGateway, createWeather, HINTS } from './cachedFederation.ts'

const LONGS = ['9007199254740992', '9007199254740993']

/** Knows each record by the digits of its key, and writes numbers by hand. */
const records = defineHostileSubgraph(
  'records',
  `${HINTS}
    scalar Long
    type Query { record(id: Long!): Record @cacheControl(maxAge: 60) }
    type Record @cacheControl(maxAge: 60) { name: String, price: Long }
  `,
  (_, body) => {
    const id = LONGS.find((long) => body.includes(long))
    return `{"data":{"record":{"name":"${id}","price":1.10}}}`
  },
)

const QUERY = 'query ($id: Long!) { record(id: $id) { name price } }'

it.each([false, true])(
  'tells numbers apart that are one in JavaScript, and keeps their texts (whole results remembered: %s)',
  async (remembersOutcomes) => {
    const weather = createWeather()
    const gateway = createCachedGateway([records], weather, { remembersOutcomes })
    for (const _ of ['fetched', 'from memory']) {
      for (const id of LONGS) {
        const { text } = await gateway.ask(QUERY, { variablesText: `{"id":${id}}` })
        expect(text).toBe(`{"record":{"name":"${id}","price":1.10}}`)
      }
      expect(weather.requests).toHaveLength(2)
    }
  },
)

it('goes through Redis with its texts, and takes no string for one', async () => {
  const value = { a: [{ id: new JsonText('9007199254740993') }], b: new JsonText('{"c":1.10}'), text: '1.10' }
  const entry = { value, bornAt: 1, freshFor: 2, staleFor: 3, errorFor: 4 }
  expect(decodeEntry(await encodeEntry(entry))?.entry).toEqual(entry)
})
