import { expect, it } from 'vitest'
import { parseInvalidation, selectorOf } from '../../gateway/cache/invalidation.ts'
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
    type Query { record(id: Long!): Record @cacheControl(maxAge: 60) @cacheTag(format: "record-{$args.id}") }
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

it.each(['query ($id: Long!) { record(id: $id) { name } }', '{ record(id: 9007199254740993) { name } }'])(
  'drops by a tag with the digits of an argument: %s',
  async (query) => {
    const gateway = createCachedGateway([records], createWeather())
    await gateway.ask(query, { variablesText: '{"id":9007199254740993}' })
    const drop = (tag: string) => {
      const invalidation = parseInvalidation({ subgraph: 'records', tag })
      return invalidation && gateway.cache.drop(selectorOf(invalidation))
    }
    expect(LONGS.map((id) => drop(`record-${id}`))).toEqual([0, 1])
  },
)

it('goes through Redis with its texts, and takes no string for one', async () => {
  const value = { a: [{ id: new JsonText('9007199254740993') }], b: new JsonText('{"c":1.10}'), text: '1.10' }
  const entry = { value, bornAt: 1, freshFor: 2, staleFor: 3, errorFor: 4 }
  expect(decodeEntry('key', await encodeEntry('key', entry))?.entry).toEqual(entry)
})
