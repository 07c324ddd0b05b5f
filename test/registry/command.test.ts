import { EventEmitter, once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from '../../kit/config.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import { createJudge } from '../../registry/judge/judge.ts'
import {
  makeFolder,
  STARS,
  starsAdding,
  starsWith,
  startTestRegistry,
  type TestRegistry,
} from './testRegistry.ts'

const ENTRY = `bureau: stars
name: { zh: 星, pt: Estrelas, en: Stars }
owner: '@stars'
contact: https://stars.example
colour: { light: '#1d4f91', dark: '#7fb2ff' }
feeds: {}
`

const events = new EventEmitter()
let registry: TestRegistry
let remove: () => Promise<void>
beforeAll(async () => {
  const made = await makeFolder()
  remove = made.remove
  registry = await startTestRegistry(made.folder)
})
afterAll(async () => {
  await registry.stop()
  await remove()
})

function graph(words: string, ...more: readonly string[]) {
  return runGraph([...words.split(' '), ...more], {
    now: new Date('2026-11-29T01:00:00Z'),
    environment: { GRAPH_REGISTRY: registry.url },
    print: (text) => void events.emit('printed', text),
    untilStopped: () => once(events, 'stop'),
    folder: pathToFileURL(`${registry.folder}/`),
    colour: false,
    development: { startJudge: createJudge, serve: refusePort },
  })
}

/** As where a gateway of one's own follows the file, at the port where this one would serve. */
async function refusePort(): Promise<never> {
  throw new ConfigError(['PORT: expected a port that is free; got 4000.'])
}

async function write(file: string, content: string): Promise<string> {
  await writeFile(join(registry.folder, file), content)
  return file
}

describe('graph, asked of a registry', () => {
  it('makes a key that publishes one subgraph, for its owner alone', async () => {
    expect(await graph('init --subgraph stars --key operator.key')).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/^stars\.key holds the key [0-9a-f]{8}, which publishes stars\.\n$/),
    })
    expect((await stat(join(registry.folder, 'stars.key'))).mode & 0o777).toBe(0o600)
    expect((await graph('whoami --key stars.key')).text).toMatch(/^The key [0-9a-f]{8} is for stars\.\n$/)
    expect((await graph('whoami --key operator.key')).text).toMatch(/is the operator's\.\n$/)
    const again = await graph('init --subgraph stars --key operator.key')
    expect(again).toEqual({
      exitCode: 2,
      text: '--out: expected a file that can be made anew; got stars.key (EEXIST).\n',
    })
  })

  it('leaves no file of a key that the registry did not take', async () => {
    const key = await write('nobody.key', `graph_00000000_${'A'.repeat(43)}`)
    const { exitCode, text } = await graph(`init --subgraph items --key ${key}`)
    expect([exitCode, text]).toEqual([2, expect.stringContaining('got one that is not in use')])
    await expect(stat(join(registry.folder, 'items.key'))).rejects.toThrow('ENOENT')
  })

  it('publishes, prints, lists, tells and goes back', async () => {
    const moons = starsWith('moons')
    await write('new.graphql', moons)
    const words = 'publish --subgraph stars --schema new.graphql --key stars.key --message'
    expect(await graph(words, 'moons are asked for')).toEqual({
      exitCode: 0,
      text:
        'stars: passed: 0 errors, 0 warnings, 1 note\n\n' +
        'note     field-added  Rating.moons  stars.graphql:13: Field moons was added to object type Rating.\n\n' +
        'stars is published: release 2.\n',
    })
    expect((await graph(words, 'again')).text).toBe('stars is as it was: release 2.\n')
    expect((await graph('fetch --subgraph stars')).text).toBe(moons)
    expect((await graph('fetch --subgraph stars --release 1')).text).toBe(STARS)
    expect((await graph('fetch')).text).toContain('enum join__Graph')
    expect((await graph('fetch --api')).text).not.toContain('join__')
    expect((await graph('list')).text).toBe(
      [
        'release 2',
        '',
        'subgraph  release                 published  address',
        'items           1  2026-11-29T01:00:00.000Z        -',
        'stars           2  2026-11-29T01:00:00.000Z        -',
        '',
      ].join('\n'),
    )
    const back = await graph('rollback --to 1 --key operator.key --message', 'moons are wrong')
    expect(back).toEqual({ exitCode: 0, text: 'Release 3 has the content of release 1.\n' })
    const told = (await graph('history')).text.replaceAll(/\([0-9a-f]{8}\)/g, '(key)')
    expect(told.split('\n').slice(0, 4)).toEqual([
      '5  2026-11-29T01:00:00.000Z  rolled-back to 1 as release 3 by the operator (key)',
      '      moons are wrong',
      '4  2026-11-29T01:00:00.000Z  published stars as release 2 by stars (key)',
      '      moons are asked for',
    ])
    const json = await graph('history --subgraph stars --json')
    expect(JSON.parse(json.text).acts).toMatchObject([{ kind: 'published', release: 2 }])
  })

  it('ends with 1 where the check fails or somebody was first, and tells it to machines too', async () => {
    await write('new.graphql', STARS.replace('stars: Int', 'suns: Int'))
    const words = 'publish --subgraph stars --schema new.graphql --key stars.key --message why'
    const failed = await graph(words)
    expect([failed.exitCode, failed.text]).toEqual([
      1,
      expect.stringContaining('error    field-removed (breaking)  Rating.stars'),
    ])
    expect(JSON.parse((await graph(`${words} --json`)).text)).toMatchObject({
      error: { code: 'CHECK_FAILED' },
      report: { passed: false },
    })
    expect(
      (await graph('check --subgraph stars --schema new.graphql --key stars.key --registry', registry.url))
        .text,
    ).toBe(failed.text)
    expect(await graph(`${words} --after 1`)).toEqual({
      exitCode: 1,
      text: 'Expected release 1 to be the last; got release 3 by the operator (rolled-back). Nothing was done: look at it, and try again.\n',
    })
  })

  it('has another bureau agree, and the operator approve an origin', async () => {
    await graph('init --subgraph items --key operator.key')
    await write('new.graphql', starsAdding('moons'))
    const address = ['--address', 'https://stars.example/graphql', '--message', 'why']
    await write('bureau.yaml', ENTRY)
    const words = 'publish --subgraph stars --schema new.graphql --bureau bureau.yaml --key stars.key'
    expect((await graph(words, ...address)).exitCode).toBe(1)
    expect((await graph('consent --subgraph stars --schema new.graphql --key items.key')).exitCode).toBe(0)
    const waiting = await graph(words, ...address)
    expect(waiting.exitCode).toBe(3)
    const [, act = ''] = /graph approve --subgraph stars --act (\d+)\n/.exec(waiting.text) ?? []
    expect((await graph('list')).text).toContain(
      `act ${act} waits: stars at https://stars.example/graphql: why`,
    )
    const approved = await graph(`approve --subgraph stars --act ${act} --key operator.key`)
    expect(approved.text).toMatch(/stars is published: release 4\.\n$/)
    expect((await graph('fetch --subgraph stars --bureau')).text).toBe(ENTRY)
  })

  it('composes with the others whenever it is saved', async () => {
    const saved = async (content: string): Promise<string> => {
      const printed = once(events, 'printed')
      await write('mine.graphql', content)
      return String(await printed)
    }
    await write('mine.graphql', starsWith('moons'))
    const first = once(events, 'printed')
    const second = first.then(() => once(events, 'printed'))
    const url = 'http://127.0.0.1:4006/graphql'
    const words = `dev --subgraph stars --schema mine.graphql --url ${url} --registry ${registry.url}`
    const running = graph(words)
    expect(String(await first)).toMatch(/^stars composes \(\d+ ms\): supergraph\.graphql is written\.\n$/)
    expect(String(await second)).toBe(
      'The graph is not served here: PORT: expected a port that is free; got 4000.\n',
    )
    const written = () => readFile(join(registry.folder, 'supergraph.graphql'), 'utf8')
    expect(await written()).toContain(`STARS @join__graph(name: "stars", url: "${url}")`)
    expect(await saved(starsWith('moons').replace('moons: Int', 'moons: Moon'))).toContain('Unknown type')
    expect(await written()).toContain('moons: Int')
    expect(await saved(starsWith('suns'))).toContain('stars composes')
    expect(await written()).toContain('suns: Int')
    events.emit('stop')
    expect(await running).toEqual({ exitCode: 0, text: '' })
  })

  it('takes a key out of use, and a subgraph out of the graph', async () => {
    const id = (await readFile(join(registry.folder, 'items.key'), 'utf8')).slice(6, 14)
    expect((await graph(`revoke --id ${id} --key operator.key`)).text).toBe(`The key ${id} is out of use.\n`)
    const refused = { exitCode: 2, text: 'Expected a key of this registry; got one that is not in use.\n' }
    expect(await graph('whoami --key items.key')).toEqual(refused)
    const words = 'delete --subgraph stars --key operator.key --message closed'
    expect((await graph(words)).text).toBe('Release 5 is without stars.\n')
    expect(await graph('whoami --key stars.key')).toEqual(refused)
  })

  it.each([
    ['publish --subgraph stars', '--schema: expected a file; got none.'],
    ['publish --subgraph Stars', '--subgraph: expected a name such as weather; got "Stars".'],
    ['rollback --to x', '--to: expected a number; got "x".'],
    ['rollback --to 1', '--message: expected why it is undone; got none.'],
    ['revoke --id x', '--id: expected eight hexadecimal digits; got "x".'],
    [
      'list --registry nowhere',
      '--registry: expected an address such as http://127.0.0.1:4050; got "nowhere".',
    ],
    [
      'list --registry http://127.0.0.1:1',
      '--registry: expected a registry at http://127.0.0.1:1; got no answer.',
    ],
    [
      'dev --subgraph stars --schema x --url http://a --live acts',
      '--live: expected a repository with subgraphs/; got acts.',
    ],
    ['whoami', 'Expected a key, as "Authorization: Bearer graph_…"; got none.'],
    ['whoami --key nowhere.key', 'Expected a file that can be read; got nowhere.key: ENOENT'],
  ])('says what is wrong with %s', async (words, says) => {
    const { exitCode, text } = await graph(words)
    expect([exitCode, text]).toEqual([2, expect.stringContaining(says)])
  })
})
