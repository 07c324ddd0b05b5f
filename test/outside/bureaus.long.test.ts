import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import type { Representation } from '../../registry/conform/entities.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Keys to which no root field leads without an argument. */
const KEYS: readonly Representation[] = [
  { __typename: 'Place', id: '22.19372,113.54023' },
  { __typename: 'Event', id: 'lny-parade' },
  { __typename: 'Venue', id: 'ccm' },
]

const DEFINITIONS = (await importBureaus(bureaus)).map(({ definition }) => definition)

it.each(DEFINITIONS)(
  'the subgraph $name keeps the protocol, and runs the SDL that is committed',
  async (definition) => {
    const subgraph = await startSubgraphServer(definition)
    try {
      writeFileSync(join(folder, 'keys.json'), JSON.stringify(KEYS))
      const words = [
        '--subgraph',
        definition.name,
        '--keys',
        join(folder, 'keys.json'),
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
      const [verdict] = text.split('\n').filter((line) => !line.startsWith('ok ') && line !== '')
      expect(verdict).toMatch(/: conforms: (\d+) of \1 checks passed, 0 failed, 0 not judged\.$/)
      expect(exitCode).toBe(0)
    } finally {
      await subgraph.stop()
    }
  },
)
