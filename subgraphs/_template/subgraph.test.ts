import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

describe('the template subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('_template', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('answers a notice with its title in the best language that the source has', async () => {
    const answer = await subgraph.ask(
      '{ notice(id: "n-2") { title { en best(language: EN) { text language } } area { id } } }',
    )
    expect(answer).toEqual({
      data: {
        notice: {
          title: { en: null, best: { text: '示例通告二', language: 'ZH' } },
          area: { id: 'santo-antonio' },
        },
      },
    })
  })

  it('resolves entities by their keys and finds what is near a place', async () => {
    const answer = await subgraph.ask(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on Place { lat nearbyNotices(withinMetres: 100) { metres notice { id provenance { sample stale } } } }
        ... on Notice { publishedOn } } }`,
      {
        keys: [
          { __typename: 'Place', id: '22.19380,113.53990' },
          { __typename: 'Notice', id: 'n-3' },
          { __typename: 'Notice', id: 'none' },
        ],
      },
    )
    expect(answer).toEqual({
      data: {
        _entities: [
          {
            lat: 22.1938,
            nearbyNotices: [{ metres: 0, notice: { id: 'n-1', provenance: { sample: true, stale: false } } }],
          },
          { publishedOn: '2026-11-16' },
          null,
        ],
      },
    })
  })

  it('pages through its list and refuses a page size outside the limits', async () => {
    const page = await subgraph.ask(
      '{ notices(first: 2) { nodes { id } totalCount pageInfo { hasNextPage } } }',
    )
    expect(page.data).toEqual({
      notices: { nodes: [{ id: 'n-3' }, { id: 'n-2' }], totalCount: 3, pageInfo: { hasNextPage: true } },
    })
    const refused = await subgraph.ask('{ notices(first: -1) { totalCount } }')
    expect(refused.errors?.map(({ message }) => message)).toEqual([
      'first: expected a whole number from 0 to 100; got -1.',
    ])
  })

  it.each([
    ['sort: [{ field: PUBLISHED_ON }]', ['n-1', 'n-2', 'n-3']],
    ['ids: ["n-3", "n-1"]', ['n-3', 'n-1']],
    ['filter: { area: "santo-antonio" }', ['n-2']],
  ])('lists by the grammar of all lists: %s', async (args, ids) => {
    const { data } = await subgraph.ask(`{ notices(${args}) { nodes { id } } }`)
    expect(data).toEqual({ notices: { nodes: ids.map((id) => ({ id })) } })
  })

  it.each([
    ['ids: ["n-3", "n-9"]', 'ids: expected ids of notices that there are; got ["n-9"].'],
    [
      'filter: { area: "se-" }',
      'filter.area: expected ids of administrative areas that there are; got ["se-"].',
    ],
  ])('refuses an id that there is not: %s', async (args, message) => {
    const { errors } = await subgraph.ask(`{ notices(${args}) { nodes { id } } }`)
    expect(errors?.map((error) => [error.message, error.extensions?.code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ])
  })
})
