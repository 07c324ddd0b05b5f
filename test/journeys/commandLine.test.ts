import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { createClient } from '../kit/client.ts'
import { build, runProcess, startProcess } from '../kit/process.ts'

const GATEWAY = fromRoot('dist/gateway/main.js')
const ALL_IN_ONE = fromRoot('dist/gateway/allInOne.js')

let folder: string
beforeAll(async () => {
  await build()
  folder = await mkdtemp(join(tmpdir(), 'command-'))
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

/** Runs a command in a folder that has this gateway.yaml, and no other file of ours. */
async function run(script: string, args: readonly string[], file = '', environment = {}) {
  await writeFile(join(folder, 'gateway.yaml'), file)
  return runProcess(script, { PORT: '0', ...environment }, args, folder)
}

describe('the command of the gateway', () => {
  it('says what it can do, and its version', async () => {
    const help = await run(GATEWAY, ['--help'])
    expect(help.code).toBe(0)
    for (const option of ['--config FILE', '--check-config', '--help', '--version'])
      expect(help.output).toContain(option)
    expect(await run(GATEWAY, ['--version'])).toMatchObject({ code: 0, output: '0.1.0\n' })
  })

  it('checks settings, and starts nothing', async () => {
    expect(await run(GATEWAY, ['--config', 'gateway.yaml', '--check-config'], 'metrics: true')).toMatchObject(
      {
        code: 0,
        output: expect.stringMatching(/^The settings can be used\.$/m),
        errorOutput: '',
      },
    )
  })

  it('is that of all in one too', async () => {
    const checked = await run(ALL_IN_ONE, ['--config', 'gateway.yaml', '--check-config'], 'metrics: true')
    expect(checked).toEqual({ code: 0, output: 'The settings can be used.\n', errorOutput: '' })
    const { code, errorOutput } = await run(ALL_IN_ONE, ['--config', 'gateway.yaml'], 'prot: 1')
    expect([code, errorOutput]).toEqual([
      2,
      expect.stringContaining('gateway.yaml:1: prot: expected perhaps port'),
    ])
  })

  it('finds in one round what is wrong with the files that the settings name', async () => {
    const file = `supergraphFile: nowhere.graphql\nauthFile: nobody.json\nsubgraphs: {a: {tls: {ca: none.pem}}}`
    const { code, errorOutput } = await run(GATEWAY, ['--config', 'gateway.yaml', '--check-config'], file)
    expect(code).toBe(2)
    for (const sentence of [
      'SUPERGRAPH_FILE: expected a file with a supergraph; got nowhere.graphql, which is missing (ENOENT).',
      'AUTH_FILE: expected a file that can be read; got "nobody.json"',
      'subgraphs.a.tls: expected files of PEM',
    ])
      expect(errorOutput).toContain(sentence)
    expect(errorOutput).not.toContain(' at ')
  })

  it.each([
    [
      'an option that there is not',
      ['--confg', 'x'],
      '--config FILE, --check-config, --help or --version; got another',
    ],
    ['a word', ['start'], '--config FILE, --check-config, --help or --version; got another'],
    [
      'a file that is missing',
      ['--config', 'none.yaml'],
      '--config: expected a file that can be read; got "none.yaml"',
    ],
    [
      'a file with a fault',
      ['--config', 'gateway.yaml'],
      'gateway.yaml:1: prot: expected perhaps port; got the key "prot".',
    ],
  ])('ends with 2 and a sentence for %s', async (_what, args, sentence) => {
    const { code, errorOutput } = await run(GATEWAY, args, 'prot: 1')
    expect(code).toBe(2)
    expect(errorOutput).toContain(sentence)
    expect(errorOutput).not.toMatch(/^ +at /m)
  })

  it('ends with 2 and a sentence for a missing supergraph and a port that is in use', async () => {
    const missing = await run(GATEWAY, [], '', { SUPERGRAPH_FILE: 'nowhere.graphql' })
    expect(missing).toMatchObject({
      code: 2,
      errorOutput: expect.stringContaining(
        'SUPERGRAPH_FILE: expected a file with a supergraph; got nowhere.graphql, which is missing (ENOENT).\n',
      ),
    })
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const busy = await run(GATEWAY, [], '', { PORT: port })
    other.close()
    expect(busy).toMatchObject({
      code: 2,
      errorOutput: `The configuration cannot be used.\n  PORT: expected a port that is free; got ${port}, at which 127.0.0.1 is in use (EADDRINUSE).\n`,
    })
  })

  it('warns of variables that are mistyped, and of no others', async () => {
    const environment = {
      SUBGRAPH_URL: 'x',
      HOME: '/',
      GATEWAY_SECRETS: 'x',
      SOMETHING: 'x',
      LOG_LEVEL: 'warn',
    }
    const { output } = await run(GATEWAY, ['--check-config'], '', environment)
    expect(warningsIn(output)).toEqual([['SUBGRAPH_URL', 'SUBGRAPH_URLS']])
  })
})

function warningsIn(output: string): unknown[] {
  return output
    .split('\n')
    .filter((line) => line.includes('"variable"'))
    .map((line) => JSON.parse(line))
    .map(({ variable, nearest }) => [variable, nearest])
}

it('warns of feeds that no bureau has', async () => {
  const environment = { FEED_DSAT_CARPARK_LIV_URL: 'http://x/', FEED_NOBODY_URL: '', LOG_LEVEL: 'warn' }
  const { output } = await run(ALL_IN_ONE, [], '', { ...environment, SUPERGRAPH_FILE: 'nowhere.graphql' })
  expect(warningsIn(output)).toEqual([['FEED_DSAT_CARPARK_LIV_URL', 'FEED_DSAT_CARPARK_LIVE_URL']])
})

it('reads files of settings from the working directory, and its own from where it is', async () => {
  await writeFile(
    join(folder, 'auth.json'),
    '{"issuers":[{"issuer":"x","secretVariable":"KEY_OF_X","algorithms":["HS256"]}]}',
  )
  await writeFile(join(folder, 'gateway.yaml'), 'authFile: ${AUTH:-auth.json}\nlogLevel: info')
  const environment = { PORT: '0', KEY_OF_X: 'k'.repeat(32) }
  const gateway = await startProcess(GATEWAY, environment, folder, ['--config', 'gateway.yaml'])
  const { data } = await createClient(gateway.url).ask('{ __typename }')
  expect(data).toEqual({ __typename: 'Query' })
  await gateway.stop()
})
