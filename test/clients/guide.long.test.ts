import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { SECRET } from '../live/eventMaker.ts'
import { findGuideFile, readGuideFiles } from './guideFiles.ts'
import { whileTelling } from './whileTelling.ts'

const run = promisify(execFile)
const MODULES = fromRoot('test/clients/node_modules')
const PACKAGE = fromRoot('clients/typescript/dist')

/** `npm --prefix test/clients ci && npm run clients` brings what it needs, but curl, Python and R; with CI=true it has to be there. */
const isReady =
  (existsSync(join(MODULES, 'gql.tada')) && existsSync(join(PACKAGE, 'index.js'))) ||
  process.env.CI === 'true'
if (!isReady)
  console.warn(
    'The guide for front ends is not tried: `npm --prefix test/clients ci && npm run clients` brings it.',
  )

const PROGRAMS: Readonly<Record<string, string>> = {
  mjs: process.execPath,
  py: '/usr/bin/python3',
  R: '/usr/bin/Rscript',
  sh: '/bin/bash',
}

const files = readGuideFiles()
const programOf = (name: string) => PROGRAMS[name.split('.').at(-1) ?? '']
const programs = files.filter(({ name }) => programOf(name) !== undefined)

describe.skipIf(!isReady)('the guide for front ends', () => {
  let gateway: TestGateway
  let folder: string
  beforeAll(async () => {
    gateway = await startTestGateway({ GATEWAY_SECRET: SECRET, CORS_ORIGINS: 'https://app.example' })
    folder = await mkdtemp(join(tmpdir(), 'guide-'))
    await mkdir(join(folder, 'node_modules'))
    for (const name of await readdir(MODULES))
      await symlink(join(MODULES, name), join(folder, 'node_modules', name))
    await symlink(PACKAGE, join(folder, 'node_modules/macao-open-graph'))
    for (const { name, text } of files)
      await writeFile(join(folder, name), text.replaceAll('http://127.0.0.1:4000', gateway.url))
  }, 120_000)
  afterAll(async () => {
    await gateway.stop()
    await rm(folder, { recursive: true })
  })

  it.each(programs.map(({ name, prints }) => [name, prints] as const))(
    'prints what it says that %s prints',
    async (name, prints) => {
      const program = programOf(name) ?? ''
      if (!existsSync(program) && process.env.CI !== 'true')
        return console.warn(`${name} is not tried: no ${program}.`)
      const { stdout } = await whileTelling(gateway.url, () =>
        run(program, [join(folder, name)], { cwd: folder, timeout: 60_000 }),
      )
      expect(stdout.trimEnd()).toBe(prints?.trimEnd())
    },
  )

  it('has types of gql.tada that fit, and that find what does not', async () => {
    const bin = (name: string) => join(MODULES, '.bin', name)
    await run(bin('gql.tada'), ['generate', 'output'], { cwd: folder })
    await run(bin('tsc'), [], { cwd: folder })
    const { text } = findGuideFile('tada.ts')
    await writeFile(join(folder, 'tada.ts'), text.replace('feeMop.toFixed', 'name.toFixed'))
    await expect(run(bin('tsc'), [], { cwd: folder })).rejects.toMatchObject({
      stdout: expect.stringContaining('tada.ts'),
    })
  })

  it('shows the configuration by which Relay is tried', () => {
    expect(JSON.parse(findGuideFile('relay.config.json').text)).toEqual(
      JSON.parse(readFileSync(fromRoot('test/clients/relay/relay.config.json'), 'utf8')),
    )
  })

  it('says how long each live value holds', async () => {
    const guide = readFileSync(fromRoot('docs/guides/clients.md'), 'utf8')
    const rows = [...guide.matchAll(/^\| `(\{ [^`]+ \})` +\| (\d+) seconds/gm)].map(
      ([, query = '', seconds]) => ({
        query,
        seconds: Number(seconds),
      }),
    )
    expect(rows.length).toBeGreaterThan(4)
    for (const { query, seconds } of rows) {
      const { headers } = await gateway.send(`/graphql?query=${encodeURIComponent(query)}`)
      const [, left] = /^public, max-age=(\d+)$/.exec(String(headers['cache-control'])) ?? []
      // Less a tenth at most, and the age of what another test asked for.
      const held = Number(left) + Number(headers['age'] ?? 0)
      expect([query, held > 0.8 * seconds && held <= seconds]).toEqual([query, true])
    }
  })
})
