import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isRecord } from '../../kit/isRecord.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

const NEAR =
  'query CarParksNear($lat: Float!, $lng: Float!, $first: Int! = 2) { place(lat: $lat, lng: $lng) { nearbyCarParks(first: $first) { metres carPark { id } } } }'
const MUSEUM = 'query Museum($id: ID!) { museum(id: $id) { id } }'

const listed = (text: string, name: string, tool?: string, type = 'query') => ({
  id: sha256Hex(text),
  name,
  type,
  body: text,
  ...(tool !== undefined && { tool }),
})
const manifestOf = (...operations: readonly object[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations })

let folder: string
let file: string
let gateway: TestGateway
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trusted-tools-'))
  file = join(folder, 'manifest.json')
  await writeFile(
    file,
    manifestOf(listed(NEAR, 'CarParksNear', 'Car parks near a position.'), listed(MUSEUM, 'Museum')),
  )
  gateway = await startTestGateway({
    MCP: 'true',
    MCP_EXECUTE: 'true',
    TRUSTED_DOCUMENTS: 'only',
    TRUSTED_DOCUMENTS_FILE: file,
  })
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

async function rpc(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await gateway.send('/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result }: { result?: unknown } = JSON.parse(body)
  if (!isRecord(result)) throw new Error(`Expected a result; got ${body}`)
  return result
}

const call = (name: string, given: object) => rpc('tools/call', { name, arguments: given })
const listTools = async () => {
  const { tools } = await rpc('tools/list')
  return Array.isArray(tools) ? tools.filter(isRecord) : []
}

it('a trusted document that is marked is a tool, and no other', async () => {
  const tools = await listTools()
  expect(tools.find(({ name }) => name === 'car_parks_near')).toEqual({
    name: 'car_parks_near',
    description: 'Car parks near a position.',
    inputSchema: {
      type: 'object',
      properties: {
        lat: { type: 'number' },
        lng: { type: 'number' },
        first: { type: 'integer', default: 2 },
      },
      required: ['lat', 'lng'],
    },
    outputSchema: { type: 'object' },
    annotations: { readOnlyHint: true },
  })
  expect(tools.map(({ name }) => name)).not.toContain('museum')
})

it('a tool answers as its document does', async () => {
  const { structuredContent, isError } = await call('car_parks_near', { lat: 22.1938, lng: 113.5399 })
  expect(isError).toBe(false)
  const variables = { lat: 22.1938, lng: 113.5399 }
  const { data } = await gateway.ask(NEAR, variables)
  expect(structuredContent).toMatchObject({ data })
})

it('an agent that may execute is refused what is not on the list, as anybody is', async () => {
  const refused = await call('execute', { query: '{ museums(first: 1) { nodes { id } } }' })
  expect(refused).toMatchObject({
    isError: true,
    structuredContent: { data: null, errors: [{ code: 'DOCUMENT_NOT_TRUSTED' }] },
  })
  const listedOne = await call('execute', { query: MUSEUM, variables: { id: 'mam' } })
  expect(listedOne).toMatchObject({ structuredContent: { data: { museum: { id: 'mam' } } } })
})

it('what the operator wrote is answered all the same', async () => {
  expect(await call('search', { text: '大三巴', first: 1 })).toMatchObject({ isError: false })
})

it('follows the list when it changes', async () => {
  const next = join(folder, 'next.json')
  await writeFile(next, manifestOf(listed(MUSEUM, 'Museum', 'One museum.')))
  await rename(next, file)
  await expect
    .poll(async () => (await listTools()).map(({ name }) => name), { timeout: 15_000, interval: 500 })
    .toContain('museum')
  expect((await listTools()).map(({ name }) => name)).not.toContain('car_parks_near')
})
