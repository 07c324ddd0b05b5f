import { describe, expect, it } from 'vitest'
import { judgeGraph } from '../../schema/compose.ts'
import { parseVariants } from '../../schema/variant/variants.ts'
import { parseUsable, type LiveGraph } from '../live/readLive.ts'
import { parseOperations } from '../operations/knownOperations.ts'
import type { UseRecords } from '../use/useRecords.ts'
import { checkSubgraph, type CheckRequest } from './checkSubgraph.ts'

const TODAY = '2026-11-28'
const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires", "@override", "@tag", "@authenticated", "@requiresScopes", "@composeDirective", "@cost"])
  @link(url: "https://macao-open-gateway.example/quota/v1.0", import: ["@quota"])
  @composeDirective(name: "@quota")
"How often."
directive @quota("Values." perDay: Int!) on FIELD_DEFINITION
`
const PARKS = `${LINK}
type Query {
  "A park."
  park("Its id." id: ID!): Park
}
"A park."
type Park @key(fields: "id") @key(fields: "code") {
  "Its id."
  id: ID!
  "Its code."
  code: ID!
  "How many trees."
  trees: Int @shareable
  "How many benches."
  benches: Int
  "Who keeps it."
  keeper: String @requiresScopes(scopes: [["staff"]])
  "Its alarm."
  alarm: String @authenticated @quota(perDay: 3)
  "How many paths."
  paths: Int
  "Its number in the books."
  inventory: String @tag(name: "internal")
}`
const TREES = `${LINK}
"A park."
type Park @key(fields: "code") {
  "Its code."
  code: ID!
  "How many trees."
  trees: Int @shareable
  "How many benches."
  benches: Int @external
  "Trees a bench."
  treesPerBench: Int @requires(fields: "benches")
}`

const FILES = { parks: PARKS, trees: TREES }
const VARIANTS = parseVariants('{"partner": {"exclude": ["internal"]}}')

function liveOf(files: Readonly<Record<string, string>>, exposures = ''): LiveGraph {
  const subgraphs = Object.entries(files).map(([name, sdl]) =>
    parseUsable({ name, sdl, file: `subgraphs/${name}/schema.graphql` }),
  )
  const { composed, problems } = judgeGraph(subgraphs)
  if (!composed) throw new Error(problems.map(({ sentence }) => sentence).join('\n'))
  return {
    ...composed,
    subgraphs,
    exposures,
    exceptions: [],
    variants: VARIANTS,
    dataSets: [],
    dataSetProblems: [],
  }
}

const LIVE = liveOf(FILES)

type Settings = Partial<
  Pick<CheckRequest, 'use' | 'operations' | 'consents' | 'allowances' | 'live' | 'today'>
>

const NOBODY: UseRecords = { since: '2026-01-01', until: TODAY, uses: [] }

/** A check of one of the two subgraphs after this edit; nobody uses anything unless it is said. */
function checkEdit(name: 'parks' | 'trees', from: string, to: string, settings: Settings = {}) {
  expect(FILES[name].split(from).length, `${name} has ${from} once`).toBe(2)
  const proposed = parseUsable({ name, file: 'new.graphql', sdl: FILES[name].replace(from, () => to) })
  const request = { live: LIVE, use: NOBODY, operations: [], consents: new Set<string>(), allowances: [] }
  return checkSubgraph({ ...request, today: TODAY, ...settings, proposed })
}

async function findingOf(id: string, ...edit: Parameters<typeof checkEdit>) {
  const { findings } = await checkEdit(...edit)
  const found = findings.find((finding) => finding.id === id)
  expect(found, `${id} among ${findings.map((finding) => finding.id).join()}`).toBeDefined()
  return { level: found?.level, message: found?.message, hits: found?.hits.map(({ name }) => name) }
}

const BENCHES = '  "How many benches."\n  benches: Int\n'

describe('a removal is weighed by who used it in the last 30 days:', () => {
  const used = (coordinate: string, verified = true, lastDay = '2026-11-27'): UseRecords => ({
    ...NOBODY,
    uses: [{ coordinate, client: 'app', verified, lastDay, count: 12 }],
  })
  const KEEPER = '  "Who keeps it."\n  keeper: String @requiresScopes(scopes: [["staff"]])\n'
  const since = 'since 2026-10-29.'
  it.each<[what: string, use: UseRecords | null, level: string, says: string]>([
    ['a client with a verified name', used('Park.keeper'), 'error', `Clients have asked for it ${since}`],
    [
      'on the first of them',
      used('Park.keeper', true, '2026-10-29'),
      'error',
      `Clients have asked for it ${since}`,
    ],
    [
      'nobody since the day before',
      used('Park.keeper', true, '2026-10-28'),
      'note',
      `Nobody has asked for it ${since}`,
    ],
    [
      'a client that only says who it is',
      used('Park.keeper', false),
      'warning',
      `Only clients whose names are not verified have asked for it ${since}`,
    ],
    ['others used other things', used('Park.id'), 'note', `Nobody has asked for it ${since}`],
    [
      'nobody knows',
      null,
      'error',
      'Whether anybody uses it is not known: no record of use was given (--use).',
    ],
    [
      'nobody knows for the whole time',
      { ...NOBODY, since: '2026-10-30' },
      'error',
      'Whether anybody uses it is not known: use is counted from 2026-10-30 only, not from 2026-10-29.',
    ],
  ])('%s', async (_what, use, level, says) => {
    const told = await findingOf('field-removed:Park.keeper', 'parks', KEEPER, '', { use })
    expect([told.level, told.message]).toEqual([
      level,
      `Field keeper was removed from object type Park. ${says}`,
    ])
  })

  it('a known operation, which fails by itself too', async () => {
    const operations = parseOperations(
      'a.graphql',
      'query Trees { park(id: 1) { trees } }\nquery Keeper { park(id: 1) { keeper } }',
    )
    const { findings, passed } = await checkEdit('parks', KEEPER, '', { operations })
    expect(passed).toBe(false)
    expect(findings.filter(({ level }) => level === 'error').map(({ id, hits }) => [id, hits])).toEqual([
      [
        'field-removed:Park.keeper',
        [{ kind: 'operation', name: 'Keeper', place: { file: 'a.graphql', line: 2 } }],
      ],
      [
        'operation-becomes-invalid:Keeper in a.graphql',
        [{ kind: 'operation', name: 'Keeper', place: { file: 'a.graphql', line: 2 } }],
      ],
    ])
  })

  it('a known operation that is not valid today is not watched, and that is said', async () => {
    const operations = parseOperations('a.graphql', '{ park(id: 1) { gone } }')
    const { findings } = await checkEdit('parks', BENCHES, `${BENCHES}  "Gates."\n  gates: Int\n`, {
      operations,
    })
    expect(findings.map(({ id, message }) => [id, message])).toContainEqual([
      'operation-not-watched:an operation without a name in a.graphql',
      'It is not valid today: Cannot query field "gone" on type "Park". Did you mean "code"?',
    ])
  })

  it('refuses records that end too long ago', async () => {
    await expect(checkEdit('parks', KEEPER, '', { use: { ...NOBODY, until: '2026-11-20' } })).rejects.toThrow(
      'Expected use that is counted until 2026-11-21 or later; got 2026-11-20.',
    )
  })
})

describe('what is deprecated', () => {
  const deprecate = (reason: string) =>
    checkEdit('parks', '  benches: Int\n', `  benches: Int @deprecated(reason: "${reason}")\n`)

  it('goes in half a year at the earliest', async () => {
    const { findings } = await deprecate('Use seats; goes on 2027-05-28.')
    expect(findings.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'Its last day is 2027-05-28: expected at least half a year, 2027-05-29 or later.',
    ])
  })

  it('is in order with what to use and a day', async () => {
    const { findings, passed } = await deprecate('Use seats; goes on 2027-05-29.')
    expect([findings.map(({ id }) => id), passed]).toEqual([['field-deprecation-added:Park.benches'], true])
  })

  it.each([
    [
      'a day that is in no calendar',
      'Use seats; goes on 2027-02-30.',
      'got no day in "Use seats; goes on 2027-02-30.".',
    ],
    ['nothing to use', '2027-06-30', 'got only a day.'],
  ])('is not in order with %s', async (_what, reason, says) => {
    const { findings } = await deprecate(reason)
    expect(findings.map(({ message }) => message)).toContain(
      `expected @deprecated(reason: "Use …; goes on <YYYY-MM-DD>."); ${says}`,
    )
  })

  it('does not go before its day', async () => {
    const keeper = 'keeper: String @requiresScopes(scopes: [["staff"]])'
    const parks = PARKS.replace(keeper, `${keeper} @deprecated(reason: "Use wardens; goes on 2026-11-29.")`)
    const live = liveOf({ ...FILES, parks })
    const edit = ['parks', `  "Who keeps it."\n  ${keeper}\n`, ''] as const
    const told = await findingOf('removed-before-its-day:Park.keeper', ...edit, { live })
    expect([told.level, told.message]).toEqual([
      'warning',
      'It goes before the day that clients were told, 2026-11-29.',
    ])
    const { findings } = await checkEdit(...edit, {
      live,
      today: '2026-11-29',
      use: { ...NOBODY, until: '2026-11-29' },
    })
    expect(findings.map(({ rule }) => rule)).not.toContain('removed-before-its-day')
  })
})

describe('protection that weakens is told:', () => {
  const exposure = '- `Park.keeper` from `@requiresScopes(scopes: [["staff"]])` to `@authenticated`: <reason>'
  it.each([
    [
      'a rule taken off',
      '@requiresScopes(scopes: [["staff"]])',
      '',
      'protection-weakened:Park.keeper',
      'error',
    ],
    [
      'a weaker rule',
      '@requiresScopes(scopes: [["staff"]])',
      '@authenticated',
      'protection-weakened:Park.keeper',
      'error',
    ],
    ['a wider scope', '[["staff"]]', '[["staff"], ["partner"]]', 'protection-weakened:Park.keeper', 'error'],
    ['a quota raised', 'perDay: 3', 'perDay: 4', 'quota-raised:Park.alarm', 'error'],
    ['a quota taken off', '@quota(perDay: 3)', '', 'quota-raised:Park.alarm', 'error'],
    ['what was internal', '@tag(name: "internal")', '', 'internal-opened:Park.inventory', 'error'],
    [
      'what was out of a variant',
      '@tag(name: "internal")',
      '',
      'variant-entered:Park.inventory:partner',
      'error',
    ],
    [
      'what leaves a variant, and nobody used',
      '  paths: Int',
      '  paths: Int @tag(name: "internal")',
      'variant-left:Park.paths:partner',
      'note',
    ],
    [
      'a public twin',
      'type Query {',
      'type Query {\n  "The keeper of a park."\n  keeper: String',
      'open-twin:Query.keeper',
      'error',
    ],
    [
      'a protected field that goes',
      '  "Its alarm."\n  alarm: String @authenticated @quota(perDay: 3)\n',
      '',
      'protected-field-gone:Park.alarm',
      'warning',
    ],
  ])('%s', async (_what, from, to, id, level) => {
    expect((await findingOf(id, 'parks', from, to)).level).toBe(level)
  })

  it.each([
    ['a stricter rule', '[["staff"]]', '[["staff", "bureau:ic"]]'],
    ['a smaller quota', 'perDay: 3', 'perDay: 2'],
  ])('and not %s', async (_what, from, to) => {
    expect((await checkEdit('parks', from, to)).findings).toEqual([])
  })

  const edit = ['parks', '@requiresScopes(scopes: [["staff"]])', '@authenticated'] as const
  it('with the line that the page of exposures needs', async () => {
    expect((await findingOf('protection-weakened:Park.keeper', ...edit)).message).toBe(
      `It was @requiresScopes(scopes: [["staff"]]) and is @authenticated. If that is meant, schema/exposures.md needs: ${exposure}`,
    )
  })

  it('until the page names it', async () => {
    const live = { ...LIVE, exposures: exposure.replace('<reason>', 'the director decided so') }
    expect((await findingOf('protection-weakened:Park.keeper', ...edit, { live })).level).toBe('note')
  })

  it('and no reason of the proposer lets it pass', async () => {
    const allowances = [{ id: 'protection-weakened:Park.keeper', reason: 'I want to' }]
    await expect(checkEdit(...edit, { allowances })).rejects.toThrow(
      "--allow: protection-weakened:Park.keeper is a matter of protection, which no reason of the proposer's settles.",
    )
  })

  it('while a restriction of a public field breaks those who use it', async () => {
    const use = {
      ...NOBODY,
      uses: [{ coordinate: 'Park.paths', client: 'app', verified: true, lastDay: TODAY, count: 1 }],
    }
    const paths = ['parks', '  paths: Int\n', '  paths: Int @authenticated\n', { use }] as const
    expect(await findingOf('public-field-restricted:Park.paths', ...paths)).toEqual({
      level: 'error',
      message:
        'It was public and is @authenticated: what differs by audience is a new field beside it. Clients have asked for it since 2026-10-29.',
      hits: ['app'],
    })
  })
})

describe('what other bureaus rely on is told:', () => {
  it.each<[what: string, edit: Parameters<typeof checkEdit>, id: string, told: object]>([
    [
      'a key by which another knows the entity',
      ['parks', ' @key(fields: "code")', ''],
      'key-removed:Park:code',
      {
        level: 'error',
        message: 'The key "code" goes: other bureaus know the entity by it.',
        hits: ['trees'],
      },
    ],
    [
      'a key that nobody else has',
      ['parks', ' @key(fields: "id")', ''],
      'key-removed:Park:id',
      { level: 'warning', message: 'The key "id" goes.', hits: [] },
    ],
    [
      '@shareable of a field that others answer',
      ['parks', 'trees: Int @shareable', 'trees: Int'],
      'shareable-removed:Park.trees',
      { level: 'error', message: '@shareable goes: others answer the field too.', hits: ['trees'] },
    ],
    [
      'a field that others still answer',
      ['parks', '  "How many trees."\n  trees: Int @shareable\n', ''],
      'field-answered-elsewhere:Park.trees',
      {
        level: 'warning',
        message: 'It is no longer answered here; others still do, so plans can get longer.',
        hits: ['trees'],
      },
    ],
    [
      '@requires',
      ['trees', '@requires(fields: "benches")', '@requires(fields: "benches code")'],
      'requires-changed:Park.treesPerBench',
      {
        level: 'warning',
        message: '@requires was "benches" and is "benches code": plans of those who ask for it change.',
        hits: [],
      },
    ],
  ])('%s', async (_what, edit, id, told) => {
    expect(await findingOf(id, ...edit)).toEqual(told)
  })
})

describe("another bureau's consent is needed", () => {
  const TAKE = ['trees', 'benches: Int @external', 'benches: Int @override(from: "parks")'] as const
  const ADD = [
    'trees',
    '  "Trees a bench."',
    '  "How many birds."\n  birds: Int\n  "Trees a bench."',
  ] as const

  it('to take its field', async () => {
    const [from] = TAKE
    const edit = [
      from,
      ' @external\n  "Trees a bench."\n  treesPerBench: Int @requires(fields: "benches")',
      ' @override(from: "parks")',
    ] as const
    expect(await findingOf('override-needs-consent:Park.benches', ...edit)).toEqual({
      level: 'error',
      message:
        '@override takes it from parks: that needs the consent of parks (--consent parks; at a registry, its own graph consent).',
      hits: ['parks'],
    })
  })

  it('to add to its entity', async () => {
    expect(await findingOf('contribution-needs-consent:Park.birds', ...ADD)).toEqual({
      level: 'error',
      message:
        'It is added to Park, which parks owns: that needs the consent of parks (--consent parks; at a registry, its own graph consent).',
      hits: ['parks'],
    })
  })

  it('and is enough', async () => {
    const report = await checkEdit(...ADD, { consents: new Set(['parks']) })
    expect(report.passed).toBe(true)
  })

  it("but not another's", async () => {
    expect((await checkEdit(...ADD, { consents: new Set(['trees']) })).passed).toBe(false)
  })

  it('to make its entity a matter of two', async () => {
    const root =
      'type Query {\n  "The parks."\n  shadiestPark: Park\n}\n"A park."\ntype Park @key(fields: "code")'
    const parks = PARKS.replace('park("Its id." id: ID!): Park', 'count: Int')
    const live = liveOf({ parks, trees: TREES })
    const { findings } = await checkEdit('trees', '"A park."\ntype Park @key(fields: "code")', root, { live })
    expect(findings.filter(({ rule }) => rule === 'owner-changes').map(({ message }) => message)).toEqual([
      'Its owner would be trees instead of parks: that needs the consent of parks (--consent parks; at a registry, its own graph consent).',
    ])
  })
})

describe('known operations that get worse are told:', () => {
  const operations = parseOperations('a.graphql', 'query Trees { park(id: 1) { trees benches } }')

  it('more calls, more levels', async () => {
    const edit = ['parks', '  "How many trees."\n  trees: Int @shareable\n', ''] as const
    const { findings } = await checkEdit(...edit, { operations })
    expect(
      findings.filter((finding) => finding.class === 'plan').map(({ level, message }) => [level, message]),
    ).toEqual([
      ['warning', 'Its calls go from 1 to 2.'],
      ['warning', 'Its levels go from 1 to 2.'],
    ])
  })

  it('a higher cost', async () => {
    const { findings } = await checkEdit('parks', '  benches: Int\n', '  benches: Int @cost(weight: 50)\n', {
      operations,
    })
    expect(findings.map(({ id, message }) => [id, message])).toEqual([
      ['plan-cost-up:Trees in a.graphql', 'Its cost goes from 1 to 51.'],
    ])
  })
})

describe('an error that is allowed', () => {
  const allow = (id: string) => ({ allowances: [{ id, reason: 'The last user has moved.' }], use: null })
  const edit = [
    'parks',
    '  "Who keeps it."\n  keeper: String @requiresScopes(scopes: [["staff"]])\n',
    '',
  ] as const

  it('passes, and the report keeps the reason', async () => {
    const { findings, passed } = await checkEdit(...edit, allow('field-removed:Park.keeper'))
    expect(passed).toBe(true)
    expect(findings.find(({ id }) => id === 'field-removed:Park.keeper')?.allowed).toBe(
      'The last user has moved.',
    )
  })

  it('is one that is told', async () => {
    await expect(checkEdit(...edit, allow('field-removed:Park.keepr'))).rejects.toThrow(
      '--allow: expected the id of an error that is told; got field-removed:Park.keepr. Did you mean field-removed:Park.keeper?',
    )
  })
})

it('tells feeds of the bureau without data set, and of no other', async () => {
  const problem = 'the feed "counts": expected one data set in details.json; got 0.'
  const dataSetProblems = [`subgraphs/parks/feeds.json: ${problem}`, `subgraphs/trees/feeds.json: ${problem}`]
  const { findings } = await checkEdit('parks', BENCHES, BENCHES, { live: { ...LIVE, dataSetProblems } })
  expect(findings.map(({ id, message }) => [id, message])).toEqual([['feed-has-data-set:counts', problem]])
})

it('leaves what is not used alone', async () => {
  const { findings, passed } = await checkEdit(
    'parks',
    BENCHES,
    `${BENCHES}  "How many gates; null where not counted."\n  gates: Int\n`,
  )
  expect([findings.map(({ id }) => id), passed]).toEqual([['field-added:Park.gates'], true])
})

describe('a data set that ends', () => {
  it('takes the fields that it alone feeds with it, on its day', async () => {
    const steps = [{ state: 'WITHDRAWN', since: '2027-06-30' }] as const
    const dataSets = [
      { id: 'walks', state: 'DEPRECATED', steps, successor: null, fields: ['Park.paths'] },
    ] as const
    const edit = (reason: string) =>
      ['parks', 'paths: Int', `paths: Int @deprecated(reason: "${reason}")`] as const
    const settings = { live: { ...LIVE, dataSets } }
    const id = 'follows-data-set:Park.paths'
    expect(await findingOf(id, ...edit('Use trees; goes on 2027-07-01.'), settings)).toMatchObject({
      level: 'error',
      message: expect.stringContaining('it is DEPRECATED, and alone feeds Park.paths: expected @deprecated('),
    })
    const { findings } = await checkEdit(...edit('Use trees; goes on 2027-06-30.'), settings)
    expect(findings.map((finding) => finding.id)).not.toContain(id)
  })
})
