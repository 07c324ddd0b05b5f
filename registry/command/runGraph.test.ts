import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from './runGraph.ts'

const HEALTH = readFileSync(new URL('subgraphs/health/schema.graphql', packageRoot), 'utf8')
const LIVE = ['--live', fileURLToPath(packageRoot)]
const folder = mkdtempSync(join(tmpdir(), 'graph-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: readonly string[]) {
  const now = new Date('2026-11-28T04:00:00Z')
  return runGraph(args, {
    now,
    environment: {},
    print: () => {},
    untilStopped: async () => {},
    folder: pathToFileURL(`${folder}/`),
    colour: false,
  })
}

function write(file: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, file), content)
  return file
}

/** A check of the health bureau's schema as this file has it. */
function checkHealth(content: string | Uint8Array, ...more: readonly string[]) {
  return run('check', '--subgraph', 'health', '--schema', write('new.graphql', content), ...LIVE, ...more)
}

describe('graph', () => {
  it.each(['check', 'lint', 'diff', 'docs'])('has a page on %s that states its exit codes', async (verb) => {
    const { exitCode, text } = await run(verb, '--help')
    expect(exitCode).toBe(0)
    expect(text).toMatch(new RegExp(`^graph ${verb}`))
    expect(text).toMatch(/\nExit codes\n {2}0 {2}.+\n {2}1 {2}.+\n {2}2 {2}.+\n$/)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(125)
  })

  it.each([
    [[], 'Expected a verb; got none.'],
    [['chek'], 'Expected a verb; got "chek". Did you mean check?'],
    [['constructor'], 'Expected a verb; got "constructor".'],
    [['check', '--schma', 'x'], "Unknown option '--schma'"],
    [['check'], '--subgraph: expected a name such as weather; got "".'],
    [['check', '--subgraph', '../x'], '--subgraph: expected a name such as weather; got "../x".'],
    [['check', '--subgraph', 'health'], '--schema: expected a file; got none.'],
    [['diff', 'one'], 'graph diff: expected two files; got 1.'],
    [
      ['check', '--subgraph', 'health', '--schema', 'x', '--live', '.'],
      'got no schema/supergraph.graphql there.',
    ],
    [['check', '--subgraph', 'health', '--schema', 'x', ...LIVE], 'a file that can be read; got x: ENOENT'],
  ])('says what is wrong with the words %j', async (args, says) => {
    const { exitCode, text } = await run(...args)
    expect([exitCode, text]).toEqual([2, expect.stringContaining(says)])
  })
})

it.each([
  [['--allow', 'x'], '--allow: expected a --reason for each; got 1 of the one and 0 of the other.'],
  [['--allow', 'x', '--reason', ' '], '--reason: expected why x is let pass; got nothing.'],
  [['--operations', 'nowhere'], 'Expected a file or folder of operations; got no nowhere.'],
])('graph check says what is wrong with %j', async (words, says) => {
  expect(await checkHealth(HEALTH, ...words)).toEqual({ exitCode: 2, text: `${says}\n` })
})

describe('a schema that cannot be judged has its sentence, and exit code 2:', () => {
  const bom = new Uint8Array([0xff, 0xfe])
  const cases: readonly (readonly [what: string, content: string | Uint8Array, says: string])[] = [
    ['5 MB', `${HEALTH}${'# x\n'.repeat(1_300_000)}`, 'new.graphql: expected at most 1000000 bytes; got'],
    [
      'no SDL',
      'import x from "y"',
      'Expected SDL; got new.graphql:1: Syntax Error: Unexpected Name "import".',
    ],
    ['nothing', '', 'Expected SDL; got new.graphql:1: Syntax Error: Unexpected <EOF>.'],
    [
      'a query',
      '{ hospitals { totalCount } }',
      'Expected a schema; got [health] Invalid executable definition',
    ],
    ['UTF-16', Buffer.concat([bom, Buffer.from(HEALTH, 'utf16le')]), 'expected UTF-8; got another encoding.'],
    [
      'Latin-1',
      Buffer.from(`# ação\n${HEALTH}`, 'latin1'),
      'new.graphql: expected UTF-8; got another encoding.',
    ],
    [
      'all bytes',
      new Uint8Array(256).map((_, at) => at),
      'new.graphql: expected UTF-8; got another encoding.',
    ],
    [
      'brackets without end',
      `type Query { a: ${'['.repeat(100_000)}Int${']'.repeat(100_000)} }`,
      'new.graphql: expected brackets at most 200 deep; got more.',
    ],
    [
      'forty thousand fields',
      `type Query { ${Array.from({ length: 40_000 }, (_, at) => `f${at}: Int`).join(' ')} }`,
      'new.graphql: expected at most 5000 types, fields, arguments and values; got 40001.',
    ],
    [
      'an unknown directive',
      HEALTH.replace('  beds: Int\n', '  beds: Int @nowhere\n'),
      'Expected a schema; got [health] Unknown directive "@nowhere".',
    ],
    [
      'a cycle of inputs',
      `${HEALTH}\n"A."\ninput A {"b." b: B!}\n"B."\ninput B {"a." a: A!}`,
      'Expected a schema; got [health] Cannot reference Input Object "A" within itself',
    ],
    [
      'a cycle of interfaces',
      `${HEALTH}\n"A."\ninterface A implements B {"id." id: ID}\n"B."\ninterface B implements A {"id." id: ID}`,
      'Expected a schema; got [health] Type A cannot implement B because it would create a circular reference.',
    ],
    [
      'a key that selects in a scalar',
      HEALTH.replace('type Hospital implements HealthFacility & Node @key(fields: "id")', (found) =>
        found.replace('"id"', '"id { id }"'),
      ),
      'new.graphql: expected a schema that can be composed; composition itself fails on it:',
    ],
  ]
  it.each(cases)('%s', async (_what, content, says) => {
    const { exitCode, text } = await checkHealth(content)
    expect(text).toContain(says)
    expect(text.length).toBeLessThan(1_000)
    expect(exitCode).toBe(2)
  })
})

describe('other files that cannot be read have their sentence too:', () => {
  it.each<[what: string, option: string, content: string, says: string]>([
    ['use that is no JSON', '--use', 'beds', 'other: expected {"since", "until", "uses":'],
    ['use without days', '--use', '{"uses":[]}', 'at its top, since: Invalid input'],
    [
      'a line of use without client',
      '--use',
      '{"since":"2026-10-01","until":"2026-11-28"}\n{"coordinate":"Hospital.beds"}',
      'at line 2, client: Invalid input',
    ],
    [
      'operations without end',
      '--operations',
      JSON.stringify({ a: '{ a '.repeat(100_000) }),
      'other: expected operations; got one that is nested too deeply to be read.',
    ],
    ['operations that are none', '--operations', 'type', 'expected a manifest of operations, a JSON object'],
  ])('%s', async (_what, option, content, says) => {
    const other = write('other.json', content)
    const { exitCode, text } = await checkHealth(HEALTH, option, other)
    expect([exitCode, text]).toEqual([2, expect.stringContaining(says.replace('other:', 'other.json:'))])
  })
})

describe('graph check', () => {
  const USE = [
    '{"since":"2026-01-01","until":"2026-11-28"}',
    '{"coordinate":"Hospital.beds","client":"bed-finder","verified":true,"lastDay":"2026-11-27","count":240}',
    '{"coordinate":"Hospital.beds","client":"\\u001b[2Jcurl","verified":false,"lastDay":"2026-11-20","count":3}',
  ].join('\n')
  const REMOVED = HEALTH.replace(/ {2}"""Number of beds[^\n]*\n {2}beds: Int\n/, '')
  const line = HEALTH.slice(0, HEALTH.indexOf('  beds: Int')).split('\n').length

  it('tells a change for people, with whom it hits', async () => {
    const { exitCode, text } = await checkHealth(REMOVED, '--use', write('use.ndjson', USE))
    expect(exitCode).toBe(1)
    expect(text).toMatch(/^health: FAILED: 2 errors, 1 warning, 9 notes\n/)
    expect(text).toContain(
      [
        'error    field-removed (breaking)  Hospital.beds',
        `         subgraphs/health/schema.graphql:${line}: Field beds was removed from object type Hospital. Clients have asked for it since 2026-10-29.`,
        '         hit: bed-finder, 240 requests, last on 2026-11-27',
        // What a client calls itself moves no cursor.
        '         hit:  [2Jcurl (not verified), 3 requests, last on 2026-11-20',
      ].join('\n'),
    )
    // By which hospitals could be put in order.
    expect(text).toContain('\nerror    list-fields  HospitalSortField.BEDS\n')
    expect(text).toContain('\nwarning  removed-without-deprecation  Hospital.beds\n')
  })

  it('tells it to machines, and lets it pass for a reason', async () => {
    const allow = ['field-removed:Hospital.beds', 'list-fields:HospitalSortField.BEDS'].flatMap((id) => [
      '--allow',
      id,
      '--reason',
      'bed-finder has moved to wards.',
    ])
    const use = ['--use', write('use.ndjson', USE)]
    const { exitCode, text } = await checkHealth(REMOVED, '--json', ...use, ...allow)
    const report: unknown = JSON.parse(text)
    expect(exitCode).toBe(0)
    expect(report).toMatchObject({
      format: 'graph-check',
      version: 1,
      subgraph: 'health',
      today: '2026-11-28',
      passed: true,
      composes: true,
    })
    expect(report).toHaveProperty('findings.1', {
      id: 'field-removed:Hospital.beds',
      rule: 'field-removed',
      class: 'breaking',
      level: 'error',
      coordinate: 'Hospital.beds',
      place: { file: 'subgraphs/health/schema.graphql', line },
      message:
        'Field beds was removed from object type Hospital. Clients have asked for it since 2026-10-29.',
      hits: [
        { kind: 'client', name: 'bed-finder', verified: true, lastDay: '2026-11-27', count: 240 },
        { kind: 'client', name: '\u001b[2Jcurl', verified: false, lastDay: '2026-11-20', count: 3 },
      ],
      allowed: 'bed-finder has moved to wards.',
    })
  })

  it('watches the examples of the repository, and the manifest of trusted documents that it is given', async () => {
    const waits = 'query Waits { emergencyDepartments { waitMinutesAvg } }'
    const manifest = write('trusted.json', JSON.stringify({ abc: waits }))
    const renamed = HEALTH.replace('  waitMinutesAvg: Int', '  waitMinutesMean: Int')
    const { text } = await checkHealth(renamed, '--operations', manifest)
    const invalid = 'error    operation-becomes-invalid (breaking)'
    expect(text).toContain(
      [
        `${invalid}  EmergencyDepartmentsByBus in examples/emergency-departments-by-bus.graphql`,
        '         examples/emergency-departments-by-bus.graphql:3: Cannot query field "waitMinutesAvg" on type "EmergencyDepartment".',
      ].join('\n'),
    )
    expect(text).toContain(`${invalid}  Waits in trusted.json\n         trusted.json:1: Cannot query`)
  })

  it('takes a new bureau, whose contributions need consent', async () => {
    const tides = write(
      'tides.graphql',
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
"A coordinate at which something stands."
type Place @key(fields: "id") {
  "The coordinate."
  id: ID!
  "The tide gauge nearest to this place."
  nearbyTideGauge: TideGauge
}
"A gauge of the bureau."
type TideGauge @key(fields: "id") {
  "Its id."
  id: ID!
}
type Query {
  "The gauge of this id, or null."
  tideGauge("Its id." id: ID!): TideGauge
}
`,
    )
    const check = ['check', '--subgraph', 'tides', '--schema', tides, ...LIVE]
    const refused = await run(...check)
    expect(refused.exitCode).toBe(1)
    expect(refused.text).toContain('error    contribution-needs-consent (ownership)  Place.nearbyTideGauge')
    expect(refused.text).toContain('error    nearby-metres  Place.nearbyTideGauge')
    const agreed = await run(...check, '--consent', 'catalogue')
    expect(agreed.text).not.toContain('error    contribution-needs-consent')
  })
})

describe('graph lint', () => {
  it('finds the conventions kept by the graph, but for exceptions that are needed', async () => {
    const { exitCode, text } = await run('lint', ...LIVE)
    expect([exitCode, text]).toEqual([0, expect.stringMatching(/The conventions are kept\.\n$/)])
  })
})

describe('graph diff', () => {
  it('tells what differs for clients, and fails when something breaks', async () => {
    const before = write('before.graphql', 'type Query {\n  a: Int\n  b: Int\n}')
    const after = write('after.graphql', 'type Query {\n  a: Int\n  c: Int\n}')
    expect(await run('diff', before, after)).toEqual({
      exitCode: 1,
      text:
        'breaking   field-removed  Query.b  before.graphql:3: Field b was removed from object type Query.\n' +
        'safe       field-added    Query.c  after.graphql:3: Field c was added to object type Query.\n',
    })
    expect(await run('diff', before, before)).toEqual({ exitCode: 0, text: 'Nothing differs.\n' })
  })
})

describe('graph docs', () => {
  it('prints what a subgraph publishes', async () => {
    const sdl = `type Query {
  """
  A park,
  by its id.
  """
  park("Its id." id: ID! = "main"): Park @deprecated(reason: "Use parks; goes on 2027-06-30.")
}
"A colour." enum Colour { "Like grass." GREEN }
union Any = Park
"A park." type Park { "Trees." trees: Int }`
    expect(await run('docs', '--subgraph', 'parks', '--schema', write('parks.graphql', sdl))).toEqual({
      exitCode: 0,
      text: `# parks

## Query

- \`park: Park\` A park, by its id. **Deprecated:** Use parks; goes on 2027-06-30.
  - \`id: ID! = "main"\` Its id.

## Any

- \`Park\`

## Colour

A colour.

- \`GREEN\` Like grass.

## Park

A park.

- \`trees: Int\` Trees.
`,
    })
  })

  it('prints a live one, and says which there are', async () => {
    expect((await run('docs', '--subgraph', 'health', ...LIVE)).text).toContain('\n## EmergencyDepartment\n')
    const { exitCode, text } = await run('docs', '--subgraph', 'helth', ...LIVE)
    expect([exitCode, text]).toEqual([
      2,
      expect.stringMatching(/^--subgraph: expected one of .*health.*; got "helth"\.\n$/),
    ])
  })
})
