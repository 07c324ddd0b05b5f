import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runGraph } from '../command/runGraph.ts'

const DAY = '2026-05-04T00:00:00Z'
let folder = ''
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, GIT_COMMITTER_DATE: DAY },
  })

function commit(sdl: string, subject: string): void {
  writeFileSync(join(folder, 'schema/api.graphql'), sdl)
  git('add', '.')
  git('commit', '-qm', subject, `--date=${DAY}`)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'changelog-'))
  mkdirSync(join(folder, 'schema'))
  git('init', '-q')
  commit('type Query { a: Int b: String! }', 'Begin')
  commit('type Query { a: Int b: String c: Int }', 'Let `b` be <null>')
  commit('"""Words."""\ntype Query { a: Int b: String c: Int }', 'Describe it')
  commit('type Query { a: Int @deprecated(reason: "Use c; goes on 2027-01-01.") c: Int }', 'Take b away')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: readonly string[]) {
  return runGraph(['changelog', ...args], {
    now: new Date(0),
    environment: {},
    print: () => {},
    untilStopped: async () => {},
    folder: pathToFileURL(`${folder}/`),
    colour: false,
  })
}

it('tells what each version changed for clients, the latest first', async () => {
  const { exitCode, text } = await run()
  expect(exitCode).toBe(0)
  expect(text.replaceAll(/\([0-9a-f]{7,}\)/g, '(commit)')).toBe(`# Changes of the graph

## 2026-05-04: Take b away (commit)

### Breaking

- \`Query.b\`: Field b was removed from object type Query.

### Added and deprecated

- \`Query.a\`: Field Query.a is deprecated.

## 2026-05-04: Let \\\`b\\\` be \\<null\\> (commit)

### Breaking

- \`Query.b\`: Field Query.b changed type from String! to String.

### Added and deprecated

- \`Query.c\`: Field c was added to object type Query.
`)
})

it('looks back as far as it is told, and gives the same to machines', async () => {
  const { entries } = JSON.parse((await run('--last', '1', '--json')).text)
  expect(entries).toMatchObject([{ reason: 'Take b away', changes: [{ coordinate: 'Query.b' }, {}] }])
})

it.each([
  [['--last', '0'], '--last: expected a number from 1 to 1000; got "0".'],
  [['--variant', '../api'], '--variant: expected the name of a variant; got "../api".'],
  [['--variant', 'none'], 'Expected a history of schema/variants/none.graphql; git knows of no commit.'],
])('says why it cannot: %j', async (args, sentence) => {
  expect(await run(...args)).toEqual({ exitCode: 2, text: `${sentence}\n` })
})
