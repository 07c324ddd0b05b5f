import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../kit/root.ts'
import { catalogue } from '../schema/bureaus/register.ts'

const NOT_COPIED = new Set(['.git', '.state', '.artifacts', 'node_modules'])
/** What is compiled is copied, so that only what is new is compiled there; the page is not. */
const isCopied = (path: string) =>
  !NOT_COPIED.has(basename(path)) && (basename(path) !== 'dist' || path === fromRoot('dist'))

const GREEN = /Tests +\d+ passed \(\d+\)/

describe('npm run new-bureau', () => {
  const root = join(mkdtempSync(join(tmpdir(), 'new-bureau-')), 'copy')
  const run = (...command: string[]) =>
    execFileSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    })
  /** Files of the copy that are not as they were copied. */
  const changedFiles = () =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(json|ts|tsx|js|md|yaml|yml|graphql)$/.test(file))
      .filter((file) => !/^(dist|node_modules)\//.test(file))
      .filter((file) => statSync(join(root, file)).mtimeMs > copiedAt)
  const test = (...files: string[]) =>
    run('node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', '--testTimeout=300000', ...files)

  let copiedAt = 0
  beforeAll(() => {
    cpSync(fromRoot('.'), root, { recursive: true, filter: isCopied })
    symlinkSync(fromRoot('node_modules'), join(root, 'node_modules'))
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
    writeFileSync(
      join(root, 'tsconfig.bureau.json'),
      '{ "extends": "./tsconfig.json", "include": ["subgraphs/road-safety", "schema"] }',
    )
    copiedAt = Date.now()
  }, 300_000)
  afterAll(() => rmSync(join(root, '..'), { recursive: true, force: true }))

  it.each([
    [[], 'NAME: expected a name such as "tides" or "road-works"; got "".'],
    [['Road Safety'], 'got "Road Safety".'],
    [['../x'], 'got "../x".'],
    [[catalogue?.subgraph ?? ''], 'NAME: expected the name of no bureau that there is; got '],
  ])('says what is wrong with %j, and writes nothing', (words, sentence) => {
    const before = readFileSync(join(root, 'schema/bureaus.json'), 'utf8')
    expect(() => run('dist/subgraphs/_kit/newBureau/command.js', ...words)).toThrow(sentence)
    expect(readFileSync(join(root, 'schema/bureaus.json'), 'utf8')).toBe(before)
  })

  it('writes a bureau that is composed and green at once, and says what is left to do', () => {
    const said = run(
      'dist/subgraphs/_kit/newBureau/command.js',
      'road-safety',
      '--bureau=drs',
      '--zh=道路安全',
      '--pt=Segurança rodoviária',
      '--en=Road safety',
    )
    expect(said).toContain('Left to do, in this order:')
    expect(run('dist/schema/compose.js', '--check')).toMatch(/ road-safety,.* is up to date\./)
    run('dist/schema/access.js', '--check')
    run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.bureau.json')
    run('node_modules/prettier/bin/prettier.cjs', '--check', ...changedFiles())
    expect(JSON.parse(readFileSync(join(root, 'schema/bureaus.json'), 'utf8')).bureaus).toContainEqual(
      expect.objectContaining({ subgraph: 'road-safety', bureau: 'drs' }),
    )
  }, 900_000)

  it('makes no test of the others red, and is answered by the whole graph', () => {
    const asked = `
      import { startTestGateway } from './kit/gateway.ts'
      import { expect, it } from 'vitest'
      it('answers', async () => {
        const gateway = await startTestGateway()
        const { data } = await gateway.ask('{ roadSafetyNotices(first: 1) { nodes { id area { name { en } } } totalCount } feeds { id state } node(globalId: "RoadSafetyNotice:n-2") { globalId ... on RoadSafetyNotice { title { zh } } } }')
        await gateway.stop()
        expect(data.roadSafetyNotices.totalCount).toBe(3)
        expect(data.node).toEqual({ globalId: 'RoadSafetyNotice:n-2', title: { zh: '示例通告二' } })
        expect(data.feeds).toContainEqual({ id: 'road-safety-notices', state: 'BUNDLED' })
      })`
    writeFileSync(join(root, 'test/answers.test.ts'), asked)
    expect(
      test(
        'subgraphs/road-safety',
        'schema',
        'registry/lint',
        'gateway/process/config',
        'test/architecture',
        'test/explorer/names',
        'test/examples',
        'test/deploy/kubernetes',
        `subgraphs/${catalogue?.subgraph}`,
        'test/sources/nonNull',
        'test/answers',
      ),
    ).toMatch(GREEN)
  }, 1_800_000)
})
