import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { valuesAt } from '../kit/valuesAt.ts'

const run = promisify(execFile)
const PACKAGE = fromRoot('clients/typescript/dist')

/** `npm --prefix test/clients ci` brings the clients, `npm run clients` makes the package; with CI=true both have to be there. */
const isReady =
  (existsSync(fromRoot('test/clients/node_modules/@apollo/client')) &&
    existsSync(join(PACKAGE, 'index.js'))) ||
  process.env.CI === 'true'
if (!isReady)
  console.warn(
    'The package for front ends is not tried: `npm --prefix test/clients ci && npm run clients` brings it.',
  )

describe.skipIf(!isReady)('the package for front ends', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ MCP: 'true' })
  })
  afterAll(() => gateway.stop())

  const runClient = async (name: string): Promise<unknown> => {
    const { stdout } = await run(process.execPath, [fromRoot(`test/clients/${name}`), gateway.url, PACKAGE])
    return JSON.parse(stdout)
  }

  it('says by its version which schema the gateway shows', async () => {
    const { graphVersion }: { graphVersion: string } = await import(pathToFileURL(`${PACKAGE}/index.js`).href)
    const { headers } = await gateway.send('/schema.graphql')
    expect(headers.etag).toBe(`"${graphVersion}"`)
  })

  it('keeps Apollo from asking for the page again when one car park is polled, and joins pages', async () => {
    const { data } = await gateway.ask('{ carParks(first: 6) { nodes { id } } }')
    const answer = await runClient('apollo.mjs')
    expect(answer).toMatchObject({
      with: { asked: ['Page', 'Poll', 'Poll', 'Poll'], ids: valuesAt(data, 'carParks.nodes.*.id') },
    })
    // Without it Apollo does ask again, or the package were for nothing.
    expect(answer).toMatchObject({ without: expect.arrayContaining(['Page', 'Poll', 'Page']) })
  })

  it('gives urql’s graphcache the keys of what has no id', async () => {
    const { data } = await gateway.ask(
      '{ carParks(first: 2) { nodes { id name { en } place { id } freeSpaces { cars } } pageInfo { hasNextPage } } museum(id: "mam") { id openingHours { asStated } } }',
    )
    const answer = await runClient('urql.mjs')
    expect(answer).toMatchObject({ data, again: data, error: '', warnings: [] })
  })

  it('answers by hash, and says as values what went wrong', async () => {
    expect(await runClient('fetchClient.mjs')).toMatchObject({
      known: { data: { carPark: { id: '6001' } }, errors: [], extensions: { provenance: expect.any(Array) } },
      again: { data: { carPark: { id: '6001' } }, errors: [] },
      denied: [[true, false, 'UNAUTHENTICATED']],
      away: [['NETWORK', true]],
      aborted: ['ABORTED'],
    })
  })

  it('stands beside agents, whose own client lists the tools and calls them', async () => {
    const answer = await runClient('mcp.mjs')
    expect(answer).toMatchObject({
      server: 'macao-open-gateway',
      tools: expect.arrayContaining(['search', 'get_type', 'car_parks_now']),
      found: { data: { search: { edges: [{ title: { text: '大三巴牌坊' } }] } } },
      wrong: { isError: true, content: [{ text: 'Arguments: expected text, first; got "txt".' }] },
    })
  })
})
