import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTrustingGateway, type TrustingGateway } from './callers.ts'

const PLATE = /^ {2}plate: String .*$/m

/** The graph of this repository as it would be if a bus's plate were tagged as internal. */
async function writeSupergraph(file: string): Promise<void> {
  const sdl = await readFile(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')
  expect(sdl).toMatch(PLATE)
  await writeFile(
    file,
    sdl.replace(PLATE, (line) => `${line} @tag(name: "internal")`),
  )
}

let folder = ''
let gateway: TrustingGateway
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variant-'))
  const file = join(folder, 'supergraph.graphql')
  await writeSupergraph(file)
  const queries = join(folder, 'queries')
  await mkdir(queries)
  await writeFile(join(queries, 'plates.graphql'), '{ bus(id: "S0001") { id plate } }')
  await writeFile(join(queries, 'buses.graphql'), '{ bus(id: "S0001") { id } }')
  gateway = await startTrustingGateway({
    SUPERGRAPH_FILE: file,
    PUBLIC_VARIANT: 'true',
    SAVED_QUERIES: queries,
  })
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

it.each(['/schema.graphql', '/graph.json', '/access.json'])(
  'the page %s, which is for everybody, tells nothing of what is internal',
  async (path) => {
    const { status, body } = await gateway.send(path)
    expect(status).toBe(200)
    expect(body).toContain(path === '/graph.json' ? '"fields":' : 'driverRosterId')
    expect(body).not.toMatch(/\bplate\b/)
  },
)

it('GraphQL tells of it to those with a token', async () => {
  const query = '{ __type(name: "Bus") { fields { name } } bus(id: "S0001") { id } }'
  const headers = await gateway.headersOf([])
  expect(JSON.stringify(await gateway.ask(query, {}, headers))).toContain('"plate"')
  expect(JSON.stringify(await gateway.ask(query))).not.toContain('"plate"')
  expect(await gateway.ask('{ bus(id: "S0001") { plate } }')).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  })
})

it('a saved query that asks for it, and its descriptions, are for those with a token', async () => {
  const headers = await gateway.headersOf([])
  for (const path of [
    '/q',
    '/q/plates.csv-metadata.json?list=.',
    '/q/plates.schema.json?list=.',
    '/q/plates.csv?list=.',
  ]) {
    for (const given of [{}, { authorization: 'Bearer nonsense' }]) {
      const { body } = await gateway.send(path, { headers: given })
      expect([path, body]).toEqual([path, expect.not.stringMatching(/\bplate\b|plates\.csv"/)])
    }
    expect([path, (await gateway.send(path)).status]).toEqual([path, path === '/q' ? 200 : 404])
    const { status, body } = await gateway.send(path, { headers })
    expect([path, status, body]).toEqual([path, 200, expect.stringMatching(/\bplates?\b/)])
  }
  expect((await gateway.send('/q/buses.csv-metadata.json?list=.')).status).toBe(200)
})
