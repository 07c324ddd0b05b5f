import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import { createDefinition as createCatalogue } from '../../subgraphs/catalogue/server.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as health } from '../../subgraphs/health/server.ts'
import { definition as tourism } from '../../subgraphs/tourism/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { startSubgraphServer, TEST_SECRET, type ServedSubgraph } from '../kit/subgraph.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const catalogue = createCatalogue([], () => async () => ({}))

it.each<[name: string, start: () => Promise<ServedSubgraph>, keys: readonly object[]]>([
  ['catalogue', () => startSubgraphServer(catalogue), [{ __typename: 'Place', id: '22.19372,113.54023' }]],
  ['culture', () => startSubgraphServer(culture), [{ __typename: 'Event', id: 'macao-grand-prix' }]],
  ['health', () => startSubgraphServer(health), []],
  ['tourism', () => startSubgraphServer(tourism), []],
  ['transport', () => startSubgraphServer(transport), []],
])('the subgraph %s keeps the protocol, and runs the SDL that is committed', async (name, start, keys) => {
  const subgraph = await start()
  try {
    const file = join(folder, `${name}.json`)
    writeFileSync(file, JSON.stringify(keys))
    const words = ['--subgraph', name, '--keys', file, '--secret', TEST_SECRET]
    const { exitCode, text } = await runGraph(['conform', `${subgraph.url}/graphql`, ...words], {
      now: new Date(),
      folder: packageRoot,
      colour: false,
      environment: {},
      print: () => {},
      untilStopped: async () => {},
    })
    expect(
      text
        .split('\n')
        .filter((line) => !line.startsWith('ok '))
        .slice(1),
    ).toEqual([expect.stringMatching(/: conforms: (\d+) of \1 checks passed, 0 failed, 0 not judged\.$/), ''])
    expect(exitCode).toBe(0)
  } finally {
    await subgraph.stop()
  }
})
