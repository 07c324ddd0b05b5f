import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSchema } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { composeGraph, readSchemaFiles, runCompose } from './compose.ts'
import { parseBureau, type Bureau } from './bureaus/bureau.ts'
import { parseSchemaFile } from './compose/document.ts'
import { findOwners } from './compose/owners.ts'

const LINKS = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@requiresScopes", "@authenticated", "@cost", "@listSize", "@composeDirective"])
  @link(url: "https://macao-open-gateway.example/cacheControl/v1.0", import: ["@cacheControl"])
  @composeDirective(name: "@cacheControl")
"How long an answer may be kept, in seconds."
directive @cacheControl("Seconds." maxAge: Int!) repeatable on FIELD_DEFINITION | OBJECT
`
const LIBRARIES = `${LINKS}
"A place."
type Place @key(fields: "id") {
  "Its id."
  id: ID!
  "Degrees."
  lat: Float! @shareable
}
type Query {
  "The place of this id."
  place("Its id." id: ID!): Place
}
"A language."
enum Language {
  "Chinese."
  ZH
}
"A text."
type Text @shareable {
  "Chinese."
  zh: String
  "The best."
  best("The language." language: Language!): String
}
`
const SHELVES = `${LINKS}
"A place with shelves."
type Place @key(fields: "id") {
  "Its id here."
  id: ID!
  "Degrees."
  lat: Float! @shareable
  "Shelves near it."
  shelves: [Shelf!]
}
"A shelf."
type Shelf @key(fields: "id") @cacheControl(maxAge: 60) {
  "Its id."
  id: ID!
  "Its name."
  name: Text!
  "Who keeps it."
  keeper: String @requiresScopes(scopes: [["staff"]])
}
type Query {
  "The shelf of this id."
  shelf("Its id." id: ID!): Shelf
}
"A language."
enum Language {
  "Chinese."
  ZH
}
"A text."
type Text @shareable {
  "Chinese."
  zh: String
  "The best."
  best("The language." language: Language!): String
}
`

function compose(libraries: string, shelves: string) {
  return composeGraph([
    { name: 'catalogue', sdl: libraries, file: 'a.graphql', bureau: bureauOf(LIBRARIES_ENTRY) },
    { name: 'shelves', sdl: shelves, file: 'b.graphql', bureau: bureauOf(SHELVES_ENTRY) },
  ])
}

const LIBRARIES_ENTRY = writeEntry('Libraries', ['Place'])
const SHELVES_ENTRY = writeEntry('Shelves', [])

function writeEntry(name: string, owns: readonly string[]): string {
  return `bureau: books
name: { zh: ${name}, pt: ${name}, en: ${name} }
owner: '@here/books'
contact: https://books.example
colour: { light: '#000000', dark: '#ffffff' }
owns: [${owns.join(', ')}]
feeds: {}
`
}

function bureauOf(entry: string): Bureau {
  const parsed = parseBureau('books', 'bureau.yaml', entry)
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'))
  return parsed
}

/** The problems after one change in the second bureau's schema. */
function problemsAfter(before: string, after: string): readonly string[] {
  expect(SHELVES).toContain(before)
  const graph = compose(LIBRARIES, SHELVES.replace(before, after))
  return 'problems' in graph ? graph.problems : []
}

describe('composition', () => {
  it('makes the supergraph for the gateway and the schema that clients see', () => {
    const graph = compose(LIBRARIES, SHELVES)
    if ('problems' in graph) throw new Error(graph.problems.join('\n'))
    expect(graph.supergraphSdl).toContain('CATALOGUE @join__graph(name: "catalogue", url: "")')
    expect(graph.supergraphSdl).toContain('@requiresScopes(scopes: [["staff"]])')
    expect(graph.supergraphSdl).toContain('@cacheControl(maxAge: 60)')
    expect(graph.apiSdl).toContain('shelves: [Shelf!]')
    expect(graph.apiSdl).not.toContain('join__')
  })

  it('describes an entity in the words of its owner', () => {
    const graph = compose(LIBRARIES, SHELVES)
    expect('apiSdl' in graph && graph.apiSdl).toContain('"""A place."""\ntype Place')
    expect('apiSdl' in graph && graph.apiSdl).not.toContain('Its id here.')
  })

  it('names file and line of what cannot be parsed', () => {
    expect(compose(LIBRARIES, 'type Query {\n  broken: \n}')).toEqual({
      problems: ['b.graphql:3: Syntax Error: Expected Name, found "}".'],
    })
  })

  it('names subgraph, type, field, file and line of what cannot be composed', () => {
    const problems = problemsAfter('  "Its name."\n', '  "Its name."\n  title: Strin\n  "Its name."\n')
    expect(problems).toEqual([
      'INVALID_GRAPHQL: [shelves] Unknown type Strin\n  b.graphql:22 [shelves] Shelf.title',
    ])
  })

  it('names the places in all subgraphs that two definitions conflict in', () => {
    const graph = compose(LIBRARIES, SHELVES.replace('zh: String', 'zh: Int'))
    const problem = ('problems' in graph ? graph.problems : []).find((text) => text.startsWith('FIELD_TYPE'))
    expect(problem).toContain('\n  a.graphql:27 [catalogue] Text.zh\n  b.graphql:38 [shelves] Text.zh')
  })
})

describe('a field at a border is nullable:', () => {
  it.each([
    [
      'a root field',
      'id: ID!): Shelf',
      'id: ID!): Shelf!',
      'b.graphql:28: Query.shelf must be nullable and is "Shelf!": it is a root field.',
    ],
    [
      'a field contributed to the entity of another bureau',
      'shelves: [Shelf!]',
      'shelves: [Shelf!]!',
      'b.graphql:15: Place.shelves must be nullable and is "[Shelf!]!": it is contributed to Place, which catalogue owns.',
    ],
    [
      'a field that returns the entity of another bureau',
      '  "Its name."',
      '  "Where."\n  place: Place!\n  "Its name."',
      'b.graphql:22: Shelf.place must be nullable and is "Place!": it returns Place, which catalogue owns.',
    ],
    [
      'a protected field',
      'keeper: String @',
      'keeper: String! @',
      'b.graphql:24: Shelf.keeper must be nullable and is "String!": it is protected by @requiresScopes.',
    ],
  ])('%s', (_, before, after, sentence) => {
    expect(problemsAfter(before, after)).toEqual([sentence])
  })

  it('a union with a member of another bureau', () => {
    const change = '  "What is on it."\n  thing: Thing!\n  "Its name."'
    const graph = compose(
      LIBRARIES,
      `${SHELVES.replace('  "Its name."', change)}"A thing."\nunion Thing = Shelf | Place\n`,
    )
    expect(graph).toEqual({
      problems: [
        'b.graphql:22: Shelf.thing must be nullable and is "Thing!": it returns Place, which catalogue owns.',
      ],
    })
  })

  it('while what the owner lets others answer from the key stays as it is', () => {
    expect(problemsAfter('"Degrees."', '"Degrees, WGS 84."')).toEqual([])
  })
})

describe('what bureaus share is identical:', () => {
  it('a new enum value in one bureau alone breaks composition', () => {
    const problems = problemsAfter('  ZH\n', '  ZH\n  "Korean."\n  KO\n')
    expect(problems[0]).toBe(
      'b.graphql:35: Language.KO is missing in a.graphql:20; what bureaus share is identical in all of them.',
    )
  })

  it.each([
    ['has another address', ' @specifiedBy(url: "https://a.example/b")'],
    ['has none', ''],
  ])('a scalar that %s in one bureau is reported, since the gateway knows it by that', (_, applied) => {
    const scalar = '"A day."\nscalar Day'
    const address = '@specifiedBy(url: "https://a.example/a")'
    expect(compose(`${LIBRARIES}${scalar} ${address}`, `${SHELVES}${scalar}${applied}`)).toEqual({
      problems: [
        `b.graphql:43: Day is scalar${applied} here and scalar ${address} in a.graphql:32; what bureaus share is identical in all of them.`,
      ],
    })
  })

  it('an extra argument in one bureau alone is reported (composition silently drops it)', () => {
    expect(problemsAfter('language: Language!)', 'language: Language!, "Short." short: Boolean)')).toEqual([
      'b.graphql:40: Text.best(short:) is missing in a.graphql:25; what bureaus share is identical in all of them.',
    ])
  })

  it('an extra argument on a shared field of an entity is reported', () => {
    expect(problemsAfter('lat: Float!', 'lat("Digits." digits: Int): Float!')).toEqual([
      'b.graphql:13: Place.lat(digits:) is missing in a.graphql:9; what bureaus share is identical in all of them.',
    ])
  })

  it.each([
    [
      'a type',
      'zh: String\n',
      'zh: String!\n',
      'b.graphql:38: Text.zh is "String!" here and "String" in a.graphql:27;',
    ],
    [
      'a default value',
      'language: Language!)',
      'language: Language! = ZH)',
      'b.graphql:40: Text.best(language:) is "Language! = ZH" here and "Language!" in a.graphql:29;',
    ],
    [
      'a description',
      '"A text."',
      '"Some text."',
      'b.graphql:36: Text is described in other words than in a.graphql:25;',
    ],
    [
      'a directive',
      '\n  zh: String\n',
      '\n  zh: String @cost(weight: 9)\n',
      'b.graphql:38: Text.zh is "String" @cost(weight: 9) here and "String" in a.graphql:27;',
    ],
    [
      'a field',
      '"The best."',
      '"Portuguese."\n  pt: String\n  "The best."',
      'b.graphql:40: Text.pt is missing in a.graphql:25;',
    ],
    [
      'the definition of a directive',
      'repeatable on',
      'on',
      'b.graphql:6: @cacheControl is on FIELD_DEFINITION | OBJECT here and repeatable on FIELD_DEFINITION | OBJECT in a.graphql:6;',
    ],
  ])('%s', (_, before, after, sentence) => {
    expect(problemsAfter(before, after)).toEqual([
      `${sentence} what bureaus share is identical in all of them.`,
    ])
  })
})

describe('what the search finds is', () => {
  const problemsOf = (searchable: string, schema = SHELVES) => {
    const graph = composeGraph([
      { name: 'catalogue', sdl: LIBRARIES, file: 'a.graphql', bureau: bureauOf(LIBRARIES_ENTRY) },
      {
        name: 'shelves',
        sdl: schema,
        file: 'b.graphql',
        bureau: bureauOf(`${SHELVES_ENTRY}\nsearchable: [${searchable}]\n`),
      },
    ])
    return 'problems' in graph ? graph.problems : []
  }
  const EXPECTED =
    'subgraphs/shelves/bureau.yaml: searchable: expected entities of its own with the key "id" that everybody may see; got '

  it('a public entity of the bureau', () => expect(problemsOf('Shelf')).toEqual([]))

  it.each([
    ['Place', 'Place, which catalogue owns.'],
    ['Text', 'Text, without that key.'],
    ['Shlef', 'Shlef, no type of its schema.'],
  ])('not %s', (type, got) => expect(problemsOf(type)).toEqual([EXPECTED + got]))

  it('nothing that a tag hides', () => {
    const tagged = SHELVES.replace(
      'type Shelf @key(fields: "id")',
      'type Shelf @federation__tag(name: "internal") @key(fields: "id")',
    )
    expect(problemsOf('Shelf', tagged)).toContain(`${EXPECTED}Shelf, which is hidden from some.`)
  })
})

describe('where the graph has nodes', () => {
  const NODE = `
"An entity."
interface Node {
  "Its id in the whole graph."
  globalId: ID!
}
`
  const asNode = (sdl: string, type: string) =>
    sdl.replace(
      new RegExp(`type ${type} (@key.*) \\{`),
      `type ${type} implements Node $1 {\n  "Its id in the whole graph."\n  globalId: ID! @shareable`,
    )
  const problemsOf = (shelves: string) => {
    const graph = compose(`${asNode(LIBRARIES, 'Place')}${NODE}`, shelves)
    return 'problems' in graph ? graph.problems : []
  }

  it('each entity with the key "id" is one in the schema of its owner, and there alone', () => {
    expect(problemsOf(`${asNode(SHELVES, 'Shelf')}${NODE}`)).toEqual([])
    expect(problemsOf(SHELVES)).toEqual([
      'b.graphql:18: Shelf is an entity with the key "id" and does not implement Node: nobody can have it by its globalId.',
    ])
  })

  it('what has another key is none', () => {
    const room = asNode('"A room."\ntype Room @key(fields: "floor door") {', 'Room')
    const shelves = `${asNode(SHELVES, 'Shelf')}${NODE}${room}
      "Its floor."
      floor: Int!
      "Its door."
      door: Int!
    }`
    expect(problemsOf(shelves)).toContainEqual(
      expect.stringMatching(
        /^b\.graphql:\d+: Room implements Node and has no key "id"; an entity whose key has several fields gives them as one id besides\.$/,
      ),
    )
  })
})

describe('every definition is described:', () => {
  it.each([
    ['a type', '"A shelf."\n', '', 'b.graphql:17: Shelf has no description.'],
    ['a field', '  "Its name."\n', '', 'b.graphql:21: Shelf.name has no description.'],
    [
      'an argument',
      '"Its id." id: ID!): Shelf',
      'id: ID!): Shelf',
      'b.graphql:28: Query.shelf(id:) has no description.',
    ],
  ])('%s', (_, before, after, sentence) => {
    expect(problemsAfter(before, after)).toEqual([sentence])
  })

  it('an enum value and an input field', () => {
    const more = 'enum Size { BIG }\ninput SizeFilter { size: Size }\n'
    expect(compose(LIBRARIES, `${SHELVES}${more}`)).toEqual({
      problems: [
        'b.graphql:42: Size has no description.',
        'b.graphql:42: Size.BIG has no description.',
        'b.graphql:43: SizeFilter has no description.',
        'b.graphql:43: SizeFilter.size has no description.',
      ],
    })
  })
})

describe('directives stand where they work:', () => {
  it('protection is not on a field of an interface', () => {
    const more = '"Kept."\ninterface Kept {\n  "Who."\n  keeper: String @authenticated\n}\n'
    const graph = compose(LIBRARIES, `${SHELVES}${more}`)
    expect('problems' in graph && graph.problems[0]).toBe(
      'b.graphql:45: Kept.keeper is a field of an interface: @authenticated belongs on the fields of the object types that implement it.',
    )
  })

  it('nor under another name', () => {
    const renamed = (sdl: string) =>
      sdl.replace('"@authenticated"', '{ name: "@authenticated", as: "@known" }')
    const more = '"Kept."\ninterface Kept {\n  "Who."\n  keeper: String @known\n}\n'
    const graph = compose(LIBRARIES, renamed(`${SHELVES}${more}`))
    expect('problems' in graph && graph.problems[0]).toBe(
      'b.graphql:45: Kept.keeper is a field of an interface: @known belongs on the fields of the object types that implement it.',
    )
    const required = renamed(SHELVES).replace('keeper: String @', 'keeper: String! @known @')
    expect(compose(LIBRARIES, required)).toEqual({
      problems: ['b.graphql:24: Shelf.keeper must be nullable and is "String!": it is protected by @known.'],
    })
  })

  it('protection is not on a type', () => {
    expect(problemsAfter('type Shelf @', 'type Shelf @authenticated @')).toEqual([
      'b.graphql:18: Shelf is a type: @authenticated belongs on the fields that it protects.',
    ])
  })

  it('a connection says how long it can grow', () => {
    const more =
      '"Shelves."\ntype ShelfConnection {\n  "The items."\n  nodes: [Shelf!]!\n}\nextend type Query {\n  "Shelves."\n  all: ShelfConnection\n}\n'
    expect(compose(LIBRARIES, `${SHELVES}${more}`)).toEqual({
      problems: [
        'b.graphql:49: Query.all returns ShelfConnection without @listSize: its cost cannot be estimated.',
      ],
    })
  })

  it('our own directives are applied alike where composition can keep one only', () => {
    const once = (sdl: string) => sdl.replace('repeatable on', 'on')
    const graph = compose(
      once(LIBRARIES).replace('type Text @shareable', 'type Text @shareable @cacheControl(maxAge: 5)'),
      once(SHELVES).replace('type Text @shareable', 'type Text @shareable @cacheControl(maxAge: 6)'),
    )
    expect('problems' in graph && graph.problems.join('\n')).toMatch(
      /INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: .*@cacheControl/,
    )
  })
})

describe('the owner of an entity', () => {
  const entity = '"A box."\ntype Box @key(fields: "id") {\n  "Its id."\n  id: ID!\n'

  it('is the bureau with a root field that returns it, through a connection too', () => {
    const owned = `${entity}}\n"Boxes."\ntype BoxConnection {\n  "Boxes."\n  nodes: [Box!]!\n}\nextend type Query {\n  "Boxes."\n  boxes: BoxConnection @listSize(assumedSize: 5, sizedFields: ["nodes"])\n}\n`
    const graph = compose(`${LIBRARIES}${owned}`, `${SHELVES}${entity}  "Its size."\n  size: Int!\n}\n`)
    expect(graph).toEqual({
      problems: [
        'b.graphql:47: Box.size must be nullable and is "Int!": it is contributed to Box, which catalogue owns.',
      ],
    })
  })

  it('must be plain', () => {
    expect(compose(`${LIBRARIES}${entity}}\n`, `${SHELVES}${entity}}\n`)).toEqual({
      problems: [
        'Box is defined by catalogue and shelves and its owner cannot be told: one of them needs a root field returning it.',
      ],
    })
  })
})

describe('the command', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  function createRepository(): URL {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'))
    folders.push(folder)
    for (const name of ['schema', 'subgraphs/catalogue', 'subgraphs/shelves', 'subgraphs/_template'])
      mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, 'subgraphs/catalogue/schema.graphql'), LIBRARIES)
    writeFileSync(join(folder, 'subgraphs/catalogue/bureau.yaml'), LIBRARIES_ENTRY)
    writeFileSync(join(folder, 'subgraphs/shelves/schema.graphql'), SHELVES)
    writeFileSync(join(folder, 'subgraphs/shelves/bureau.yaml'), SHELVES_ENTRY)
    writeFileSync(join(folder, 'subgraphs/_template/schema.graphql'), 'not a bureau')
    return pathToFileURL(`${folder}/`)
  }

  it('writes its files once and then finds them up to date', () => {
    const root = createRepository()
    expect(runCompose(root, false)).toEqual({
      exitCode: 0,
      lines: [
        'schema/supergraph.graphql: written.',
        'schema/api.graphql: written.',
        'schema/bureaus.json: written.',
        'schema/bureau.schema.json: written.',
      ],
    })
    const clean = { exitCode: 0, lines: ['The graph of catalogue, shelves is up to date.'] }
    expect(runCompose(root, false)).toEqual(clean)
    expect(runCompose(root, true)).toEqual(clean)
  })

  it('names the file and the first line that drifted', () => {
    const root = createRepository()
    runCompose(root, false)
    const file = new URL('schema/api.graphql', root)
    const lines = readFileSync(file, 'utf8').split('\n')
    const index = lines.indexOf('type Place {')
    writeFileSync(file, lines.with(index, 'type Spot {').join('\n'))
    expect(runCompose(root, true)).toEqual({
      exitCode: 1,
      lines: [
        `schema/api.graphql:${index + 1} differs from what the subgraphs compose to: expected "type Place {"; got "type Spot {". Run: npm run build && npm run compose`,
      ],
    })
  })

  it.each([
    [
      [],
      'subgraphs/shelves/feeds.json: the feed "shelves-live": expected one data set in subgraphs/catalogue/data/portal-details.json; got 0.',
    ],
    [
      [{ feedId: 'shelves-live', subgraph: 'books', licence: null, conformsTo: null }],
      'subgraphs/shelves/feeds.json: the feed "shelves-live": expected a data set of the subgraph "shelves"; got one of "books".',
    ],
    [
      [{ feedId: 'shelves-live', subgraph: 'shelves', conformsTo: null }],
      'subgraphs/shelves/feeds.json: the feed "shelves-live": expected the licence of its data set, or null where none is stated; got nothing.',
    ],
    [
      [{ feedId: 'shelves-live', subgraph: 'shelves', licence: null }],
      'subgraphs/shelves/feeds.json: the feed "shelves-live": expected the standard that its data set conforms to, or null for none; got nothing.',
    ],
    [
      [
        { feedId: 'shelves-live', subgraph: 'shelves', licence: 'CC BY 4.0', conformsTo: null },
        { feedId: 'shelves-old', subgraph: 'shelves', licence: null },
      ],
      'subgraphs/catalogue/data/portal-details.json: expected feeds that there are; got "shelves-old".',
    ],
  ])('names a feed without its data set, or a data set without its feed: %j', (described, problem) => {
    const root = createRepository()
    mkdirSync(new URL('subgraphs/catalogue/data', root))
    writeFileSync(
      new URL('subgraphs/catalogue/bureau.yaml', root),
      `${LIBRARIES_ENTRY}describesDataSets: data/portal-details.json\n`,
    )
    writeFileSync(
      new URL('subgraphs/shelves/bureau.yaml', root),
      SHELVES_ENTRY.replace('feeds: {}', 'feeds: { shelves-live: x }'),
    )
    const details = described.map((graph) => ({ code: '0', data: { id: 'x', graph } }))
    writeFileSync(new URL('subgraphs/catalogue/data/portal-details.json', root), JSON.stringify(details))
    writeFileSync(new URL('subgraphs/shelves/feeds.json', root), '["shelves-live"]')
    expect(runCompose(root, true)).toMatchObject({ exitCode: 1, lines: [problem] })
  })

  it('writes the register of the data sets that bureaus read: titles, custodians, licences', () => {
    const root = createRepository()
    mkdirSync(new URL('subgraphs/catalogue/data', root))
    const write = (file: string, value: unknown) =>
      writeFileSync(
        new URL(`subgraphs/${file}`, root),
        typeof value === 'string' ? value : JSON.stringify(value),
      )
    write('catalogue/bureau.yaml', `${LIBRARIES_ENTRY}describesDataSets: data/portal-details.json\n`)
    write('shelves/bureau.yaml', SHELVES_ENTRY.replace('feeds: {}', 'feeds: { shelves-live: x }'))
    write('shelves/feeds.json', ['shelves-live'])
    write('catalogue/data/plan-bureaus.json', {
      bureaus: [{ id: 'ic', name_zh: '文化局', name_pt: null, name_en: 'Cultural Affairs Bureau' }],
    })
    const graph = {
      feedId: 'shelves-live',
      subgraph: 'shelves',
      custodian: 'ic',
      licence: 'CC BY 4.0',
      conformsTo: null,
    }
    write('catalogue/data/portal-details.json', [
      { data: { id: 'x', name: '書架☯书架☯Shelves☯Estantes', graph } },
      { data: { id: 'read by nobody', name: 'Chairs', graph: {} } },
    ])
    expect(runCompose(root, false).lines).toContain('schema/data-sets.json: written.')
    expect(JSON.parse(readFileSync(new URL('schema/data-sets.json', root), 'utf8'))).toEqual([
      {
        id: 'shelves-live',
        title: { zh: '書架', pt: 'Estantes', en: 'Shelves' },
        bureau: { id: 'ic', name: { zh: '文化局', pt: null, en: 'Cultural Affairs Bureau' } },
        licence: 'CC BY 4.0',
      },
    ])
    expect(runCompose(root, true).exitCode).toBe(0)
  })

  it('names a file that is missing', () => {
    const root = createRepository()
    runCompose(root, false)
    rmSync(new URL('schema/supergraph.graphql', root))
    expect(runCompose(root, true).lines).toEqual([
      'schema/supergraph.graphql is missing. Run: npm run build && npm run compose',
    ])
  })
})

describe('the graph of this repository', () => {
  const root = new URL('../', import.meta.url)

  it('has the owners that the README names', () => {
    const subgraphs = readSchemaFiles(root).flatMap((file) => {
      const parsed = parseSchemaFile(file)
      return 'problem' in parsed ? [] : [parsed]
    })
    const { owners } = findOwners(subgraphs)
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ')
    for (const { name } of subgraphs) {
      const owned = [...owners].flatMap(([entity, owner]) => (owner === name ? [entity] : [])).sort()
      expect(readme).toContain(`| \`${name}\` | ${owned.map((entity) => `\`${entity}\``).join(', ')} |`)
    }
  })

  it('composes, and both golden files are what the bureaus publish', () => {
    expect(runCompose(root, true)).toEqual({
      exitCode: 0,
      lines: [
        `The graph of ${readSchemaFiles(root)
          .map(({ name }) => name)
          .join(', ')} is up to date.`,
      ],
    })
  })

  it('says what it is, and what begins at its roots', () => {
    const api = buildSchema(readFileSync(new URL('schema/api.graphql', root), 'utf8'), {
      assumeValidSDL: true,
    })
    for (const described of [api, api.getQueryType(), api.getSubscriptionType()])
      expect(described?.description).toMatch(/\w/)
  })
})
