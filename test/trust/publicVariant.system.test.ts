import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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
  gateway = await startTrustingGateway({ SUPERGRAPH_FILE: file, PUBLIC_VARIANT: 'true' })
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
