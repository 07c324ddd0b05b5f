import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the weather subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('weather', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('answers a notice with its title in the best language that the source has', async () => {
    const answer = await subgraph.ask(
      '{ weatherNotice(id: "n-2") { title { en best(language: EN) { text language } } area { id } } }',
    )
    expect(answer).toEqual({
      data: {
        weatherNotice: {
          title: { en: null, best: { text: '示例通告二', language: 'ZH' } },
          area: { id: 'santo-antonio' },
        },
      },
    })
  })

  it('resolves entities by their keys and finds what is near a place', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on Place { lat nearbyWeatherNotices(withinMetres: 100) { metres weatherNotice { id provenance { sample stale } } } }
        ... on WeatherNotice { publishedOn } } }`,
      {
        keys: [
          { __typename: 'Place', id: '22.19380,113.53990' },
          { __typename: 'WeatherNotice', id: 'n-3' },
          { __typename: 'WeatherNotice', id: 'none' },
        ],
      },
    )
    expect(answer).toEqual({
      data: {
        _entities: [
          {
            lat: 22.1938,
            nearbyWeatherNotices: [
              { metres: 0, weatherNotice: { id: 'n-1', provenance: { sample: true, stale: false } } },
            ],
          },
          { publishedOn: '2026-11-16' },
          null,
        ],
      },
    })
  })

  it('pages through its list and refuses a page size outside the limits', async () => {
    const page = await subgraph.ask(
      '{ weatherNotices(first: 2) { nodes { id } totalCount pageInfo { hasNextPage } } }',
    )
    expect(page.data).toEqual({
      weatherNotices: {
        nodes: [{ id: 'n-3' }, { id: 'n-2' }],
        totalCount: 3,
        pageInfo: { hasNextPage: true },
      },
    })
    const refused = await subgraph.ask('{ weatherNotices(first: -1) { totalCount } }')
    expect(refused.errors?.map(({ message }) => message)).toEqual([
      'first: expected a whole number from 0 to 100; got -1.',
    ])
  })
})
