import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../kit/root.ts'
import { catalogue } from '../schema/bureaus/register.ts'

const NOT_COPIED = new Set(['.git', '.state', '.artifacts', 'node_modules', 'dist'])

const GREEN = /Tests +\d+ passed \(\d+\)/

describe('npm run new-bureau', () => {
  const root = join(mkdtempSync(join(tmpdir(), 'new-bureau-')), 'copy')
  const run = (...command: string[]) =>
    execFileSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    })
  const test = (...files: string[]) =>
    run('node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', '--testTimeout=300000', ...files)

  beforeAll(() => {
    cpSync(fromRoot('.'), root, { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) })
    symlinkSync(fromRoot('node_modules'), join(root, 'node_modules'))
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
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
    run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')
    run(
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      'subgraphs',
      'schema',
      'kit',
      'explorer/src',
      'test/kit',
    )
    expect(JSON.parse(readFileSync(join(root, 'schema/bureaus.json'), 'utf8')).bureaus).toContainEqual(
      expect.objectContaining({ subgraph: 'road-safety', bureau: 'drs' }),
    )
  }, 900_000)

  it('makes no test of the others red', () => {
    expect(
      test(
        'subgraphs/road-safety',
        'schema',
        'registry/command',
        'registry/guide',
        'registry/lint',
        'gateway/process/config',
      ),
    ).toMatch(GREEN)
    expect(
      test('test/architecture', 'test/explorer/names', 'test/examples', 'test/deploy/kubernetes'),
    ).toMatch(GREEN)
    expect(test(`subgraphs/${catalogue?.subgraph}`, 'test/sources/nonNull')).toMatch(GREEN)
  }, 1_800_000)

  it('is answered by the whole graph', () => {
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
    expect(test('test/answers.test.ts')).toMatch(GREEN)
  }, 600_000)
})
