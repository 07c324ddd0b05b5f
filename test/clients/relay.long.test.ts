import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fromRoot } from '../../kit/root.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { valuesAt } from '../kit/valuesAt.ts'
import { SECRET } from '../live/eventMaker.ts'
import { whileTelling } from './whileTelling.ts'

const run = promisify(execFile)
const FOLDER = fromRoot('test/clients/relay')
const COMPILER = join(FOLDER, 'node_modules/relay-compiler/cli.js')

const ids = z.array(z.string())
const museum = z.object({ globalId: z.string(), id: z.string(), name: z.unknown(), feeMop: z.unknown() })
const said = z.object({
  paged: z.object({
    first: ids,
    afterTwoForward: ids,
    middle: ids,
    afterOneBack: ids,
    pageInfo: z.object({ hasNextPage: z.boolean(), hasPreviousPage: z.boolean() }),
    backInfo: z.object({ hasNextPage: z.boolean(), hasPreviousPage: z.boolean() }),
  }),
  refetched: z.object({ before: museum, after: museum, records: ids }),
  carParks: ids,
  sent: z.array(z.record(z.string(), z.unknown())),
})

const shown = z.object({
  page: z.array(z.object({ name: z.string(), stop: z.string().nullable(), lines: z.number() })),
  event: z.unknown(),
})

/** `npm --prefix test/clients/relay ci` brings it; with CI=true it has to be there. */
const isInstalled = existsSync(COMPILER) || process.env.CI === 'true'
if (!isInstalled) console.warn('Relay is not tried: `npm --prefix test/clients/relay ci` brings it.')

describe.skipIf(!isInstalled)('Relay', () => {
  let gateway: TestGateway
  let folder: string
  beforeAll(async () => {
    gateway = await startTestGateway({ GATEWAY_SECRET: SECRET })
    folder = await mkdtemp(join(tmpdir(), 'relay-'))
    await cp(join(FOLDER, 'src'), join(folder, 'src'), { recursive: true })
    await mkdir(join(folder, 'src/__generated__'))
    await copyFile(join(FOLDER, 'relay.config.json'), join(folder, 'relay.config.json'))
    await copyFile(fromRoot('schema/api.graphql'), join(folder, 'api.graphql'))
  })
  afterAll(async () => {
    await gateway.stop()
    await rm(folder, { recursive: true })
  })

  const listIds = async (query: string, path: string) => {
    const answer = await gateway.ask(query)
    expect(answer.errors).toBeUndefined()
    return valuesAt(answer.data, path)
  }

  it('compiles @connection and @refetchable against the graph, and its runtime pages both ways and asks again by node', async () => {
    const compiled = await run(process.execPath, [COMPILER], { cwd: folder })
    expect(`${compiled.stdout}${compiled.stderr}`).toContain('compiled documents: 11 reader, 7 normalization')

    const { stdout } = await run(process.execPath, [
      join(FOLDER, 'ask.mjs'),
      gateway.url,
      join(folder, 'src/__generated__'),
    ])
    const { paged, refetched, carParks, sent } = said.parse(JSON.parse(stdout))

    const museums = await listIds(
      '{ museums(first: 100, orderBy: FEE_LOWEST) { nodes { id } } }',
      'museums.nodes.*.id',
    )
    expect(museums.length).toBeGreaterThan(15)
    expect(paged).toEqual({
      first: museums.slice(0, 5),
      afterTwoForward: museums.slice(0, 15),
      middle: museums.slice(5, 10),
      afterOneBack: museums.slice(0, 10),
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      backInfo: { hasNextPage: true, hasPreviousPage: false },
    })

    const cars = await listIds(
      '{ administrativeArea(id: "se") { carParks(first: 6) { nodes { id } } } }',
      'administrativeArea.carParks.nodes.*.id',
    )
    expect(cars).toHaveLength(6)
    expect(carParks).toEqual(cars)

    const [first] = museums
    expect(refetched.before).toMatchObject({ id: first, globalId: `Museum:${String(first)}`, feeMop: 0 })
    expect(refetched.after).toEqual(refetched.before)
    // One record each: a museum that came by the list and by `node` is one.
    expect(refetched.records).toEqual(museums.slice(0, 15).map((id) => `Museum:${String(id)}`))
    expect(sent).toContainEqual({ globalId: `Museum:${String(first)}` })
    expect(sent).toContainEqual(expect.objectContaining({ globalId: 'AdministrativeArea:se', count: 3 }))
  })

  it('shows a page in parts as they come, and what changes', async () => {
    const { stdout } = await whileTelling(gateway.url, () =>
      run(process.execPath, [join(FOLDER, 'live.mjs'), gateway.url, join(folder, 'src/__generated__')]),
    )
    const { page, event } = shown.parse(JSON.parse(stdout))
    expect(page[0]).toEqual({ name: 'Museu Marítimo', stop: null, lines: 1 })
    expect(page.at(-1)).toEqual({ name: 'Museu Marítimo', stop: 'M203/2', lines: 3 })
    expect(event).toEqual({ globalId: 'CarPark:6001', freeSpaces: { cars: expect.any(Number) } })
  })

  it('is refused by the compiler where the graph has no such list', async () => {
    const documents = join(folder, 'src/documents.js')
    const text = await readFile(documents, 'utf8')
    await writeFile(documents, text.replace('museums(first:', 'museumz(first:'))
    await expect(run(process.execPath, [COMPILER], { cwd: folder })).rejects.toMatchObject({
      stderr: expect.stringContaining('museumz'),
    })
  })
})
