import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { readSchemaFiles } from '../compose.ts'
import { parseSchemaFile } from '../compose/document.ts'
import { findOwners } from '../compose/owners.ts'
import { checkTags } from '../compose/tags.ts'
import { parseBureau, type Bureau } from './bureau.ts'
import { derivedFiles } from './derivedFiles.ts'
import { readBureaus } from './readBureaus.ts'
import { readRegister } from './register.ts'

const ENTRY = `bureau: mb
name: { zh: 博物館, pt: Museus, en: Museums }
owner: '@here/museums'
contact: mailto:museums@example.org
colour:
  light: '#000000'
  dark: '#ffffff'
mayTag: [internal]
feeds:
  mb-museums: 3f2a
`

function read(entry: string): Bureau {
  const parsed = parseBureau('museums', 'museums/bureau.yaml', entry)
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'))
  return parsed
}

describe('the entry of a bureau', () => {
  it('is read with what it leaves out', () => {
    expect(read(ENTRY)).toEqual({
      subgraph: 'museums',
      bureau: 'mb',
      name: { zh: '博物館', pt: 'Museus', en: 'Museums' },
      owner: '@here/museums',
      contact: 'mailto:museums@example.org',
      colour: { light: '#000000', dark: '#ffffff' },
      owns: [],
      searchable: [],
      mayTag: ['internal'],
      feeds: { 'mb-museums': '3f2a' },
    })
  })

  it.each([
    ['bureau: mb', 'bureau: MB', ':1: bureau: expected the id of a bureau such as "smg"; got "MB".'],
    [', en: Museums', '', ':2: name.en: expected a name without <, >, & and quotation marks; got nothing.'],
    [
      'en: Museums',
      'en: <script>',
      ':2: name.en: expected a name without <, >, & and quotation marks; got "<script>".',
    ],
    [/name: .*/, 'name: Museums', ':2: name: expected names in zh, pt and en; got "Museums".'],
    [
      "owner: '@here/museums'\n",
      '',
      ':1: owner: expected a team or a person such as "@macao-open-gateway/weather"; got nothing.',
    ],
    [
      'mailto:museums@example.org',
      'http://a.example',
      ':4: contact: expected an address that begins with https: or mailto:; got "http://a.example".',
    ],
    ["dark: '#ffffff'", 'dark: white', ':7: colour.dark: expected a colour such as "#1d4f91"; got "white".'],
    ["dark: '#ffffff'", "darc: '#ffffff'", ':7: colour.darc: expected perhaps dark; got the key "darc".'],
    ['feeds:', 'feed:', ':9: feed: expected perhaps feeds; got the key "feed".'],
    ['mb-museums: 3f2a', 'mb-museums: 5', ':10: feeds.mb-museums: expected the id of a data set; got 5.'],
    ['[internal]', 'internal', ':8: mayTag: expected a list of tags; got "internal".'],
    ['bureau: mb', 'bureau: mb\nbureau: mb', ':2: Map keys must be unique'],
    [/^[^]*$/, 'museums', ':1: expected keys with values, such as "bureau: smg"; got "museums".'],
    [/^[^]*$/, '', ':1: expected keys with values, such as "bureau: smg"; got nothing.'],
  ])('says where it is wrong: %s', (before, after, sentence) => {
    const parsed = parseBureau('museums', 'museums/bureau.yaml', ENTRY.replace(before, after))
    expect('problems' in parsed && parsed.problems).toContain(`museums/bureau.yaml${sentence}`)
  })

  it('says which tags its schema may have', () => {
    const tagged = (tag: string) => {
      const sdl = `type Museum {\n  id: ID!\n  guard: String @tag(name: "${tag}")\n}`
      const parsed = parseSchemaFile({ name: 'museums', file: 'museums.graphql', sdl, bureau: read(ENTRY) })
      if ('problem' in parsed) throw new Error(parsed.problem)
      return checkTags(parsed)
    }
    expect(tagged('internal')).toEqual([])
    expect(tagged('partner')).toEqual([
      'museums.graphql:3: @tag: expected one of internal, as subgraphs/museums/bureau.yaml says; got "partner".',
    ])
  })
})

describe('the register', () => {
  it('has what the bureaus of this repository say', () => {
    const { bureaus, problems } = readBureaus(packageRoot)
    expect(problems).toEqual([])
    expect(readRegister(packageRoot).map(({ nodes: _nodes, ...entry }) => entry)).toEqual(bureaus)
  })
})

const { owners } = findOwners(
  readSchemaFiles(packageRoot).flatMap((file) => {
    const parsed = parseSchemaFile(file)
    return 'problem' in parsed ? [] : [parsed]
  }),
)

describe.each(derivedFiles)('$name', ({ name, derive }) => {
  const text = readFileSync(new URL(name, packageRoot), 'utf8')
  const registered = readRegister(packageRoot)
  const weather = { ...read(ENTRY), subgraph: 'weather' }

  it('is as the register has it, and the same when it is derived again', () => {
    expect(derive(text, registered, owners)).toBe(text)
  })

  it('names a new bureau wherever it names the others, and loses nothing', () => {
    const more = derive(text, [...registered, weather], owners)
    const without = (line: string) => line.replace(/,?weather=[^,']*/, '')
    const lines = new Set(more.split('\n').map(without))
    expect(text.split('\n').filter((line) => !lines.has(line))).toEqual([])
    expect(more).toContain('weather')
    expect(derive(more, [...registered, weather], owners)).toBe(more)
  })

  it('needs its places', () => {
    expect(() => derive('', registered, owners)).toThrow(/^expected a place for .*; got none\.$/)
  })
})

it('a process of no registered subgraph is refused', () => {
  const compose = derivedFiles.find(({ name }) => name === 'docker-compose.yml')
  expect(() => compose?.derive('command: dist/subgraphs/gone/server.js', [], owners)).toThrow(
    'expected subgraphs that there are; got "gone".',
  )
})
