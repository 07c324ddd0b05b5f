import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { runGraph } from './command/runGraph.ts'

const GUIDE = readFileSync(new URL('docs/guides/bureaus.md', packageRoot), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'graph-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the example of the guide for bureaus prints what stands below it', async () => {
  const [, from = '', to = '', source = '', proposed = ''] =
    /^sed 's\/\^([^/]+)\/([^/]+)\/' (\S+) > (\S+)$/m.exec(GUIDE) ?? []
  const [, use = ''] = /^```json\n([^]*?)^```$/m.exec(GUIDE) ?? []
  const [, words = '', output] =
    /^npm run graph -- (check .*--use \S+)\n```\n\n```\n([^]*?)^```$/m.exec(GUIDE) ?? []
  const sdl = readFileSync(new URL(source, packageRoot), 'utf8')
  writeFileSync(join(folder, proposed), sdl.replace(`\n${from}`, `\n${to}`))
  writeFileSync(join(folder, 'use.json'), use)
  const { exitCode, text } = await runGraph([...words.split(' '), '--live', fileURLToPath(packageRoot)], {
    now: new Date('2026-11-28T04:00:00Z'),
    environment: {},
    print: () => {},
    untilStopped: async () => {},
    folder: pathToFileURL(`${folder}/`),
    colour: false,
  })
  expect(exitCode).toBe(1)
  expect(text).toBe(output)
  // Composed and planned twice: some seconds where nothing else runs.
}, 90_000)

it('the guide links only to files that exist', () => {
  const links = [...GUIDE.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, target = '']) => target)
  expect(links.length).toBeGreaterThan(3)
  for (const link of links) readFileSync(new URL(link, new URL('docs/guides/', packageRoot)))
})
