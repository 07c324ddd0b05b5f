import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import { parseBureau } from '../../schema/bureaus/bureau.ts'
import { definition } from '../../subgraphs/_template/server.ts'
import { startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'

it('what a bureau makes of the template keeps the protocol for outside bureaus', async () => {
  const subgraph = await startSubgraphServer(definition)
  try {
    const words = [
      '--subgraph',
      'template',
      '--sdl',
      'subgraphs/_template/schema.graphql',
      '--secret',
      TEST_SECRET,
    ]
    const { exitCode, text } = await runGraph(['conform', `${subgraph.url}/graphql`, ...words], {
      now: new Date(),
      folder: packageRoot,
      colour: false,
      environment: {},
      print: () => {},
      untilStopped: async () => {},
    })
    expect(text).toMatch(/: conforms: (\d+) of \1 checks passed, 0 failed, 0 not judged\.\n$/)
    expect(exitCode).toBe(0)
  } finally {
    await subgraph.stop()
  }
})

it('the entry of the bureau outside is one that the register takes', () => {
  const file = 'examples/outside-bureau/bureau.yaml'
  const entry = parseBureau('postal', file, readFileSync(new URL(file, packageRoot), 'utf8'))
  expect(entry).toMatchObject({ subgraph: 'postal', bureau: 'ctt', owns: [], feeds: {} })
})
