import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { audienceOf } from './access/audience.ts'
import { parseRule, printRule } from './access/fieldRule.ts'
import { readProtectedFields } from './access/graphRules.ts'
import { parseMatrix } from './access/matrix.ts'
import { isAtLeastAsStrict } from './access/strictness.ts'
import { runAccess } from './access.ts'

const STAFF = '@requiresScopes(scopes: [["staff"]])'
const DEVELOPERS = '@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])'
const POLICE = '@requiresScopes(scopes: [["bureau:psp"]])'
const OWN = '@ownedBy(claim: "hotels", field: "id")'

function rule(text: string) {
  const parsed = parseRule(text)
  if (!parsed) throw new Error(`no rule: ${text}`)
  return parsed
}

describe('the rule of a field', () => {
  const supergraph = (keeper: string, types = '') => `
    schema
      @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@needs" }])
      @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "known")
      @link(url: "https://macao-open-gateway.example/ownedBy/v1.0", import: ["@ownedBy"]) { query: Query }
    enum join__Graph { CULTURE @join__graph(name: "culture", url: "") HEALTH @join__graph(name: "health", url: "") }
    type Query @join__type(graph: CULTURE) @join__type(graph: HEALTH) { shelf: Shelf @join__field(graph: CULTURE) }
    interface Kept @join__type(graph: CULTURE) { keeper: Secret @needs(scopes: [["a"]]) }
    type Shelf implements Kept @join__type(graph: CULTURE) { keeper: ${keeper} }
    type Box implements Kept @join__type(graph: HEALTH) { keeper: String @known }
    ${types}`

  const rulesIn = (sdl: string) =>
    readProtectedFields(parse(sdl)).map(({ coordinate, rule, subgraphs }) => [
      coordinate,
      printRule(rule),
      ...subgraphs,
    ])

  it('is found through renamed imports and namespaces, and through an interface it is that of all members', () => {
    expect(
      rulesIn(supergraph('String @needs(scopes: [["staff"]]) @ownedBy(claim: "c", field: "id")')),
    ).toEqual([
      ['Box.keeper', '@authenticated', 'health'],
      ['Kept.keeper', `${STAFF} @authenticated @ownedBy(claim: "c", field: "id")`, 'culture'],
      ['Shelf.keeper', `${STAFF} @ownedBy(claim: "c", field: "id")`, 'culture'],
    ])
  })

  it('includes the rules of its type and of what it returns', () => {
    const sdl = supergraph('Secret', 'scalar Secret @needs(scopes: [["staff"]])').replace(
      'type Shelf',
      'type Extra @known { secret: Secret name: String }\n type Shelf',
    )
    expect(rulesIn(sdl)).toEqual(
      expect.arrayContaining([
        ['Extra.name', '@authenticated'],
        ['Extra.secret', `@authenticated ${STAFF}`],
        ['Shelf.keeper', STAFF, 'culture'],
      ]),
    )
  })

  it.each([
    ['staff', STAFF, { tiers: 'no no no yes', others: [] }],
    ['developers and above', DEVELOPERS, { tiers: 'no yes yes yes', others: [] }],
    ['one bureau', POLICE, { tiers: 'no no no no', others: ['bureau:psp'] }],
    ['anybody with a token', '@authenticated', { tiers: 'no yes yes yes', others: [] }],
    ['own objects', `@requiresScopes(scopes: [["partner"]]) ${OWN}`, { tiers: 'no no own no', others: [] }],
    ['a policy', '@policy(policies: [["daytime"]])', { tiers: 'policy policy policy policy', others: [] }],
    ['nobody', '@requiresScopes(scopes: [])', { tiers: 'no no no no', others: [] }],
    ['staff of one bureau', `${STAFF} ${POLICE}`, { tiers: 'no no no no', others: ['staff + bureau:psp'] }],
  ])('says who sees the field: %s', (_who, text, { tiers, others }) => {
    const audience = audienceOf(rule(text))
    expect(audience.tiers.map(([, sight]) => sight).join(' ')).toBe(tiers)
    expect(audience.others).toEqual(others)
  })
})

describe('a rule', () => {
  it.each([
    ['is as strict as itself', STAFF, STAFF, true],
    ['for fewer is stricter', STAFF, DEVELOPERS, true],
    ['for more is weaker', DEVELOPERS, STAFF, false],
    ['for others is weaker', STAFF, POLICE, false],
    ['with one condition more is stricter', `${STAFF} ${OWN}`, STAFF, true],
    ['with one condition less is weaker', STAFF, `${STAFF} ${OWN}`, false],
    ['with scopes needs a token', STAFF, '@authenticated', true],
    ['with a policy needs no token', '@policy(policies: [["p"]])', '@authenticated', false],
    ['for nobody is the strictest', '@requiresScopes(scopes: [])', POLICE, true],
    ['for everyone is the weakest', 'public', '@authenticated', false],
    [
      'holds whatever the order in which its scopes are written',
      '@requiresScopes(scopes: [["a", "b"], ["c"]])',
      '@requiresScopes(scopes: [["c"], ["b", "a"]])',
      true,
    ],
  ])('%s', (_what, one, other, expected) => {
    expect(isAtLeastAsStrict(rule(one), rule(other))).toBe(expected)
  })
})

describe('the command', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  const write = (root: URL, name: string, text: string) =>
    writeFileSync(new URL(`schema/${name}`, root), text)
  const read = (root: URL, name: string) => readFileSync(new URL(`schema/${name}`, root), 'utf8')

  const graphWith = (fields: string) => `
    schema @link(url: "https://specs.apollo.dev/requiresScopes/v0.1") { query: Query }
    enum join__Graph { CULTURE @join__graph(name: "culture", url: "") }
    type Query @join__type(graph: CULTURE) { name: String ${fields} }`

  const REASONS = JSON.stringify({
    laws: { one: { title: 'Law one', compared: false } },
    fields: { 'Query.keeper': { reason: 'a person', law: ['one'] } },
  })

  function createRepository(fields = `keeper: String ${STAFF}`): URL {
    const folder = mkdtempSync(join(tmpdir(), 'access-'))
    folders.push(folder)
    mkdirSync(join(folder, 'schema'))
    const root = pathToFileURL(`${folder}/`)
    write(root, 'supergraph.graphql', graphWith(fields))
    write(root, 'access-reasons.json', REASONS)
    return root
  }

  /** A repository whose page is written, and whose graph has changed since. */
  function changeRepository(fields: string, reasons = '{ "laws": {}, "fields": {} }'): URL {
    const root = createRepository()
    runAccess(root, false)
    write(root, 'supergraph.graphql', graphWith(fields))
    write(root, 'access-reasons.json', reasons)
    return root
  }

  it('prints and writes the matrix once, and then finds it up to date', () => {
    const root = createRepository()
    const { exitCode, lines } = runAccess(root, false)
    expect(exitCode).toBe(0)
    expect(lines[0]).toContain(
      `| \`Query.keeper\` | \`${STAFF}\` | no     | no        | no      | yes   |        | a person | one |`,
    )
    expect(lines[1]).toBe('schema/access.md: written.')
    expect(runAccess(root, true)).toEqual({ exitCode: 0, lines: ['schema/access.md is up to date.'] })
  })

  it('names the first line that drifted', () => {
    const root = createRepository()
    runAccess(root, false)
    write(root, 'access-reasons.json', REASONS.replace('Law one', 'Law 001'))
    const { exitCode, lines } = runAccess(root, true)
    expect(exitCode).toBe(1)
    expect(lines).toEqual([
      expect.stringMatching(
        /^schema\/access\.md:\d+ differs from what the supergraph and its reasons say: .*Law 001.* Run: npm run build && npm run access$/,
      ),
    ])
  })

  it.each([
    ['no rule', 'keeper: String', 'less so now', 'public'],
    ['a weaker rule', `keeper: String ${DEVELOPERS}`, 'less so now', DEVELOPERS],
    ['another name', `guardian: String ${STAFF}`, 'gone, perhaps under another name', 'gone'],
  ])(
    'refuses a protected field that now has %s, until it is named with a reason',
    (_what, fields, state, to) => {
      const field = /\w+/.exec(fields)?.[0]
      const reasons = fields.includes('@') ? REASONS.replace('keeper', field ?? '') : undefined
      const root = changeRepository(fields, reasons)
      const line = `- \`Query.keeper\` from \`${STAFF}\` to \`${to}\``
      const refusal = {
        exitCode: 1,
        lines: [
          `Query.keeper was protected and is ${state}. If that is meant, add this line to schema/exposures.md with the reason:\n  ${line}: <reason>`,
        ],
      }
      expect(runAccess(root, false)).toEqual(refusal)
      expect(runAccess(root, true)).toEqual(refusal)
      write(root, 'exposures.md', `# Exposures\n\n${line}:\n`)
      expect(runAccess(root, false)).toEqual(refusal)
      write(root, 'exposures.md', `# Exposures\n\n${line}: the council opened it.\n`)
      expect(runAccess(root, false)).toMatchObject({ exitCode: 0 })
      expect(runAccess(root, true)).toMatchObject({ exitCode: 0 })
    },
  )

  it('finds an exposure whose page was rewritten by hand, against another page', () => {
    const root = createRepository()
    runAccess(root, false)
    write(root, 'main.md', read(root, 'access.md'))
    write(root, 'supergraph.graphql', graphWith('keeper: String'))
    write(root, 'access-reasons.json', '{ "laws": {}, "fields": {} }')
    write(root, 'access.md', '')
    runAccess(root, false)
    expect(runAccess(root, true)).toMatchObject({ exitCode: 0 })
    expect(runAccess(root, true, new URL('schema/main.md', root))).toMatchObject({ exitCode: 1 })
  })

  describe('against the page before the change, which git keeps,', () => {
    const OPENED = [expect.stringMatching(/^Query\.keeper was protected and is less so now\. /)]

    function git(root: URL, ...args: readonly string[]): void {
      const identity = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@test.example']
      execFileSync('git', [...identity, ...args], { cwd: fileURLToPath(root), stdio: 'pipe' })
    }

    function commit(root: URL): void {
      git(root, 'add', '.')
      git(root, 'commit', '-q', '-m', 'a change')
    }

    function createHistory(): URL {
      const root = createRepository()
      git(root, 'init', '-q', '-b', 'main')
      runAccess(root, false)
      commit(root)
      return root
    }

    /** Opens the field, and rewrites the page as if it had never been protected. */
    function openField(root: URL): void {
      write(root, 'supergraph.graphql', graphWith('keeper: String'))
      write(root, 'access-reasons.json', '{ "laws": {}, "fields": {} }')
      rmSync(new URL('schema/access.md', root))
      expect(runAccess(root, false)).toMatchObject({ exitCode: 0 })
      commit(root)
    }

    it('finds an exposure in the last commit of the main branch', () => {
      const root = createHistory()
      expect(runAccess(root, true, 'history')).toMatchObject({ exitCode: 0 })
      openField(root)
      expect(runAccess(root, true)).toMatchObject({ exitCode: 0 })
      expect(runAccess(root, true, 'history')).toEqual({ exitCode: 1, lines: OPENED })
    })

    it('finds it in any commit of a branch', () => {
      const root = createHistory()
      git(root, 'checkout', '-q', '-b', 'change')
      openField(root)
      write(root, 'other.md', 'something else')
      commit(root)
      expect(runAccess(root, true, 'history')).toEqual({ exitCode: 1, lines: OPENED })
    })

    it('lets one pass that is named with a reason', () => {
      const root = createHistory()
      openField(root)
      write(root, 'exposures.md', `- \`Query.keeper\` from \`${STAFF}\` to \`public\`: the law has changed\n`)
      expect(runAccess(root, true, 'history')).toMatchObject({ exitCode: 0 })
    })

    it('fails without that history', () => {
      const root = createHistory()
      openField(root)
      const copy = mkdtempSync(join(tmpdir(), 'access-'))
      folders.push(copy)
      git(root, 'clone', '-q', '--depth', '1', root.href, copy)
      expect(runAccess(pathToFileURL(`${copy}/`), true, 'history')).toEqual({
        exitCode: 1,
        lines: ['schema/access.md: expected the commits before this one; got a shallow copy. Fetch them.'],
      })
      expect(runAccess(createRepository(), true, 'history')).toEqual({
        exitCode: 1,
        lines: ['schema/access.md: expected a repository with a commit; git finds none.'],
      })
    })
  })

  it('lets a field become more protected', () => {
    const root = changeRepository(`keeper: String ${STAFF} ${POLICE}`, REASONS)
    expect(runAccess(root, false)).toMatchObject({ exitCode: 0 })
  })

  it.each([
    [
      'a protected field without a reason',
      '{ "laws": {}, "fields": {} }',
      'schema/access-reasons.json: Query.keeper is protected and has no reason here.',
    ],
    [
      'a reason without a protected field',
      REASONS.replace('"Query.keeper"', '"Query.name":{"reason":"x","law":[]},"Query.keeper"'),
      'schema/access-reasons.json: Query.name has a reason and is not protected.',
    ],
    [
      'a law that is not listed',
      REASONS.replace('["one"]', '["two"]'),
      'schema/access-reasons.json: Query.keeper: expected the name of one of its laws; got "two".',
    ],
    [
      'a reason of another shape',
      REASONS.replace('"a person"', '1'),
      'schema/access-reasons.json: fields > Query.keeper > reason: Invalid input: expected string, received number.',
    ],
  ])('refuses %s', (_what, reasons, sentence) => {
    const root = createRepository()
    write(root, 'access-reasons.json', reasons)
    expect(runAccess(root, false)).toEqual({ exitCode: 1, lines: [sentence] })
  })
})

describe('the matrix of this repository', () => {
  const root = new URL('../', import.meta.url)

  it('is what the graph and the reasons say', () => {
    expect(runAccess(root, true)).toEqual({ exitCode: 0, lines: ['schema/access.md is up to date.'] })
  })

  it('can be read back, every field of it', () => {
    const fields = readProtectedFields(
      parse(readFileSync(new URL('schema/supergraph.graphql', root), 'utf8')),
    )
    const page = parseMatrix(readFileSync(new URL('schema/access.md', root), 'utf8'))
    expect([...page].map(([coordinate, rule]) => [coordinate, printRule(rule)]).toSorted()).toEqual(
      fields.map(({ coordinate, rule }) => [coordinate, printRule(rule)]),
    )
  })
})
