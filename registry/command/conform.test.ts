import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { runGraph } from './runGraph.ts'

const folder = mkdtempSync(join(tmpdir(), 'conform-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: readonly string[]) {
  return runGraph(['conform', ...args], {
    now: new Date(),
    folder: pathToFileURL(`${folder}/`),
    colour: false,
    environment: {},
    print: () => {},
    untilStopped: async () => {},
  })
}

function write(file: string, content: string): string {
  writeFileSync(join(folder, file), content)
  return file
}

const URL_OF_NOBODY = 'http://127.0.0.1:9/graphql'

describe('graph conform', () => {
  it('has a page with each check by its id, no wider than a terminal', async () => {
    const { exitCode, text } = await run('--help')
    expect(exitCode).toBe(0)
    expect(text).toMatch(/^graph conform URL\n/)
    expect(text).toMatch(/\n {2}batch-order +A batch is answered in its order/)
    expect(text).toMatch(/\nExit codes\n {2}0 {2}.+\n {2}1 {2}.+\n {2}2 {2}.+\n$/)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(125)
  })

  it.each<[words: readonly string[], says: string]>([
    [[], 'graph conform: expected one address; got 0.'],
    [['http://a/graphql', 'http://b/graphql'], 'graph conform: expected one address; got 2.'],
    [['localhost:4001'], 'expected an address such as http://127.0.0.1:4001/graphql; got "localhost:4001".'],
    [
      ['ftp://a/graphql'],
      'expected an address such as http://127.0.0.1:4001/graphql; got "ftp://a/graphql".',
    ],
    [['http://me:word@a/graphql'], 'expected an address such as http://127.0.0.1:4001/graphql'],
    [[URL_OF_NOBODY, '--subgraph', 'a b'], '--subgraph: expected a name such as weather; got "a b".'],
    [[URL_OF_NOBODY, '--sdl', 'none.graphql'], 'Expected a file that can be read; got none.graphql: ENOENT'],
    [[URL_OF_NOBODY, '--live', '.'], 'got no schema/supergraph.graphql there.'],
    [[URL_OF_NOBODY, '--secrets', 'x'], "Unknown option '--secrets'"],
    [[URL_OF_NOBODY], `Expected a subgraph at ${URL_OF_NOBODY}; got none: ECONNREFUSED`],
  ])('says what is wrong with the words %j', async (words, says) => {
    const { exitCode, text } = await run(...words)
    expect([exitCode, text]).toEqual([2, expect.stringContaining(says)])
  })

  it.each([
    ['no JSON', '{', 'got no JSON.'],
    ['no list', '{}', 'got something else.'],
    ['a list of texts', '["a"]', 'got no object at item 0.'],
    ['a key without its type', '[{"id":"1"}]', 'got item 0 without __typename or without a key.'],
    ['a type without a key', '[{"__typename":"A"}]', 'got item 0 without __typename or without a key.'],
  ])('says what is wrong with keys that are %s', async (_, content, says) => {
    const { exitCode, text } = await run(URL_OF_NOBODY, '--keys', write('keys.json', content))
    expect([exitCode, text]).toEqual([
      2,
      `keys.json: expected keys such as [{"__typename": "Place", "id": "22.19372,113.54023"}]; ${says}\n`,
    ])
  })

  it('shows nothing of a stranger’s answer that moves the cursor, follows no redirect, and ends', async () => {
    let followed = 0
    const server = createServer((request, response) => {
      if (request.url === '/elsewhere') followed++
      request.resume()
      response.writeHead(307, { location: '/elsewhere' }).end('\u001b[2J\u202e<html>')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      const { exitCode, text } = await run(`http://127.0.0.1:${port}/graphql`)
      expect(exitCode).toBe(1)
      expect(text).toContain('FAILED      answers-graphql')
      expect(text).toContain('- expected JSON in UTF-8; got status 307 with " [2J <html>"')
      for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden)
      expect(followed).toBe(0)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('tells of an answer that is nested without measure', async () => {
    const deep = `{"data":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`
    const server = createServer((request, response) => {
      request.resume()
      response.writeHead(200, { 'content-type': 'application/json' }).end(deep)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      const { exitCode, text } = await run(`http://127.0.0.1:${port}/graphql`)
      expect(exitCode).toBe(1)
      expect(text).toContain(
        '- expected at most 500 lists and objects within each other; got status 200 with 50001',
      )
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
