import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Keys of entities that none of its lists shows. */
const KEYS: Readonly<Record<string, readonly object[]>> = {
  catalogue: [{ __typename: 'Place', id: '22.19372,113.54023' }],
  culture: [{ __typename: 'Event', id: 'macao-grand-prix' }],
}

const definitions = (await importBureaus(bureaus)).map(
  ({ definition, createDefinition }) => createDefinition?.([], () => async () => ({})) ?? definition,
)

it.each(definitions)(
  'the subgraph $name keeps the protocol, and runs the SDL that is committed',
  async (definition) => {
    const { name } = definition
    const subgraph = await startSubgraphServer(definition)
    try {
      const file = join(folder, `${name}.json`)
      writeFileSync(file, JSON.stringify(KEYS[name] ?? []))
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
      ).toEqual([
        expect.stringMatching(/: conforms: (\d+) of \1 checks passed, 0 failed, 0 not judged\.$/),
        '',
      ])
      expect(exitCode).toBe(0)
    } finally {
      await subgraph.stop()
    }
  },
)
