import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { createClient } from '../kit/client.ts'
import { build, startProcess, type RunningProcess } from '../kit/process.ts'
import { startHostileServer } from '../kit/subgraph.ts'
import { findBarriers, hasBrowser, photograph, startBrowser } from '../explorer/kit/browser.ts'

const GRAPH = fromRoot('dist/registry/graph.js')
const WEATHER = fromRoot('subgraphs/weather/schema.graphql')

let folder: string
beforeAll(async () => {
  await build()
  folder = await mkdtemp(join(tmpdir(), 'dev-'))
}, 120_000)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

function withField(sdl: string, name: string): string {
  return sdl.replace(
    'type Query {',
    `type Query {\n  "Of the tide; null where it is not known."\n  ${name}: Boolean\n`,
  )
}

/** Until what is asked for holds. */
async function eventually<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let turn = 0; turn < 600; turn++) {
    const value = await read()
    if (holds(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Expected it within a minute; got ${JSON.stringify(await read())}.`)
}

describe('graph dev', () => {
  let dev: RunningProcess
  let schema: string
  const words = (...more: string[]) => [
    'dev',
    '--subgraph',
    'weather',
    '--schema',
    schema,
    '--out',
    join(folder, 'supergraph.graphql'),
    ...more,
  ]
  const ask = (query: string) => createClient(dev.url).ask(query)
  const readProblems = async () => JSON.parse((await createClient(dev.url).send('/problems.json')).body)
  const save = (change: (sdl: string) => string) =>
    readFile(WEATHER, 'utf8').then((sdl) => writeFile(schema, change(sdl)))

  beforeAll(async () => {
    schema = join(folder, 'weather.graphql')
    await cp(WEATHER, schema)
    dev = await startProcess(GRAPH, {}, undefined, words('--port', '0'))
  }, 120_000)
  afterAll(() => dev.stop())

  it('serves the others by their samples, and what runs nowhere yet by made-up values', async () => {
    const { data, errors } = await ask(
      '{ museum(id: "mam") { name { pt } } weatherStations { nodes { id } } }',
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      museum: { name: { pt: 'Museu de Arte de Macau' } },
      weatherStations: { nodes: [{ id: expect.stringMatching(/^made-up-/) }, {}] },
    })
    await expect.poll(dev.output).toMatch(/\n {2}culture +by its code here, with its samples\n/)
    await expect.poll(dev.output).toMatch(/\n {2}weather +by made-up values of its types\n/)
  })

  it('serves what is saved, and the graph before beside what is wrong with it', async () => {
    await save((sdl) => sdl.replace('type WeatherStation', 'typ WeatherStation'))
    const { graph, problems } = await eventually(readProblems, (told) => told.problems.length > 0)
    expect(problems.join('\n')).toMatch(/weather\.graphql:\d+/)
    await expect.poll(dev.output).toContain(problems[0])
    expect((await ask('{ museum(id: "mam") { id } }')).data).toEqual({ museum: { id: 'mam' } })

    await save((sdl) => withField(sdl, 'isTideRising'))
    await eventually(readProblems, (told) => told.problems.length === 0 && told.graph !== graph)
    expect((await ask('{ isTideRising }')).data).toEqual({ isTideRising: expect.any(Boolean) })
  }, 120_000)

  it.skipIf(!hasBrowser)(
    'shows both in the explorer, which loses nothing of what is written there',
    async () => {
      const browser = await startBrowser()
      const visit = await browser.visit(`${dev.url}/`)
      try {
        const { page } = visit
        await save((sdl) => sdl.replace('type Query {', 'type Query {\n  undescribed: Int\n'))
        const alert = page.locator('.making')
        await alert.getByText(/\d problems?/).waitFor({ timeout: 60_000 })
        expect(await alert.textContent()).toContain('undescribed')
        expect(await findBarriers(page)).toEqual([])
        await photograph(page, 'making-problems')
        await save((sdl) => withField(sdl, 'isTideFalling'))
        await page.getByText('The graph was changed since you opened the page.').waitFor({ timeout: 60_000 })
        await photograph(page, 'making-renewed')
        await page.getByRole('button', { name: 'Reload' }).click()
        await alert.waitFor({ state: 'detached' })
      } finally {
        await visit.close()
        await browser.stop()
      }
    },
    180_000,
  )

  it('ends by the signal that an operator sends', async () => {
    expect(await dev.stop()).toBe(0)
  })
})

describe('graph dev at the edges', () => {
  const words = (schema: string, ...more: string[]) => [
    'dev',
    '--subgraph',
    'weather',
    '--schema',
    join(folder, schema),
    '--out',
    join(folder, 'other.graphql'),
    '--port',
    '0',
    ...more,
  ]

  it('serves what is live until a first schema composes, which it then asks where it runs', async () => {
    await writeFile(join(folder, 'new.graphql'), 'type Query {')
    const body = '{"data":{"weatherStations":{"nodes":[{"id":"real"}]}}}'
    const subgraph = await startHostileServer({ status: 200, body })
    const dev = await startProcess(GRAPH, {}, undefined, words('new.graphql', '--url', subgraph.url))
    try {
      // After its address, and so maybe after the process counts as started.
      await expect.poll(dev.output).toContain('Until it composes, the graph is served as it is live.')
      const client = createClient(dev.url)
      expect(JSON.parse((await client.send('/problems.json')).body).problems.length).toBeGreaterThan(0)
      await cp(WEATHER, join(folder, 'new.graphql'))
      const answered = await eventually(
        async () => (await client.ask('{ weatherStations { nodes { id } } }')).data,
        (data) => JSON.stringify(data).includes('real'),
      )
      expect(answered).toEqual({ weatherStations: { nodes: [{ id: 'real' }] } })
    } finally {
      await dev.stop()
      await subgraph.stop()
    }
  }, 120_000)
})
