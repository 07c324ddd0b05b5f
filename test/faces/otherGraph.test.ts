import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import { QUOTA_SPEC } from '../../schema/codes.ts'
import { createLog } from '../../kit/log.ts'
import { serveSubgraph } from '../kit/federation/serveSubgraph.ts'
import { defineSubgraph, failWith } from '../kit/federation/subgraph.ts'
import { planHere } from '../kit/planHere.ts'
import { getBytes } from '../tables/stopsGateway.ts'

/** Nothing in it is of Macao: no catalogue, no buses, no texts in three languages. */
const shops = defineSubgraph(
  'shops',
  `
    extend schema
      @link(url: "${QUOTA_SPEC}", import: ["@quota"])
      @composeDirective(name: "@quota")
    directive @quota(perDay: Int!) on FIELD_DEFINITION
    type Query { "Where one can buy things." shopsInTown(open: Boolean): [Shop!] shopsElsewhere: [Shop!] count: Int }
    type Shop { id: ID! title: String! tags: [String!]! place: Spot owner: String @quota(perDay: 1) }
    type Spot { lat: Float! lng: Float! }
  `,
  {
    Query: {
      shopsInTown: () => [
        { id: 'a/1', title: 'Bread', tags: ['food'], place: { lat: 1.5, lng: 103.5 }, owner: 'A. Baker' },
        { id: 'b', title: 'Books', tags: [], place: null },
      ],
      shopsElsewhere: () => [
        { id: 'c', title: 'Cheese', tags: [], place: { lat: 1.5, lng: 103.5 } },
        { id: 'd', title: 'Dates', tags: [], place: failWith('The map is away.') },
      ],
    },
  },
)

let gateway: RunningGateway
const closing: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const served = await serveSubgraph(shops, {})
  closing.push(served.stop)
  const folder = await mkdtemp(join(tmpdir(), 'other-graph-'))
  closing.push(() => rm(folder, { recursive: true }))
  const { supergraphSdl = '' } = composeServices([
    { name: 'shops', url: served.url, typeDefs: parse(shops.sdl) },
  ])
  await writeFile(join(folder, 'supergraph.graphql'), supergraphSdl)
  const config = readConfig({
    PORT: '0',
    SUPERGRAPH_FILE: join(folder, 'supergraph.graphql'),
    SAVED_QUERIES: ',',
    EXPLORER: 'false',
  })
  gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
  closing.push(() => gateway.stop())
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

it('another graph has its own collections', async () => {
  const { status, bytes } = await getBytes(`${gateway.url}/ogc/collections/shopsInTown/items`)
  expect([status, JSON.parse(bytes.toString())]).toMatchObject([
    200,
    {
      numberMatched: 2,
      features: [
        {
          id: 'a/1',
          geometry: { type: 'Point', coordinates: [103.5, 1.5] },
          properties: { id: 'a/1', title: 'Bread', tags: ['food'] },
        },
        { id: 'b', geometry: null, properties: { title: 'Books', tags: [] } },
      ],
    },
  ])
  // Of what has a quota nothing is used up.
  expect(bytes.toString()).not.toContain('A. Baker')
  // The graph has no field that gives one by its id.
  const one = await getBytes(`${gateway.url}/ogc/collections/shopsInTown/items/a%2F1`)
  expect(JSON.parse(one.bytes.toString())).toMatchObject({ id: 'a/1' })
})

it('a box leaves nothing out because nobody could say where it stands', async () => {
  const items = `${gateway.url}/ogc/collections/shopsElsewhere/items`
  const all = await getBytes(items)
  expect([all.status, all.headers['x-missing-cells'], JSON.parse(all.bytes.toString())]).toMatchObject([
    200,
    expect.stringMatching(/^[12]$/),
    { numberMatched: 2, features: [{ id: 'c' }, { id: 'd', geometry: null }] },
  ])
  const within = await getBytes(`${items}?bbox=103,1,104,2`)
  expect([within.status, JSON.parse(within.bytes.toString())]).toMatchObject([
    502,
    { code: expect.stringMatching(/^SUBGRAPH_/) },
  ])
})

it('another graph has no faces of what it has not', async () => {
  for (const path of ['/catalog.ttl', '/catalog.jsonld', '/data', '/datapackage.json', '/gtfs.zip'])
    expect([path, (await getBytes(gateway.url + path)).status]).toEqual([path, 404])
  const site = (await getBytes(`${gateway.url}/sitemap.xml`)).bytes.toString()
  expect([...site.matchAll(/<loc>([^<]+)/g)].map(([, address]) => address)).toEqual([
    `${gateway.url}/`,
    `${gateway.url}/openapi`,
  ])
})

it('another graph is described by what answers there', async () => {
  const document = JSON.parse((await getBytes(`${gateway.url}/openapi.json`)).bytes.toString())
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
  for (const path of Object.keys(document.paths).filter((one) => one !== '/graphql' && !one.includes('{')))
    expect([path, (await getBytes(gateway.url + path)).status]).toEqual([path, 200])
})
