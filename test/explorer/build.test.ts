import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { branchesBelow, rootBranches } from '../../explorer/src/build/branches.ts'
import { addSelection, removeSelection } from '../../explorer/src/build/edit.ts'
import { setArgument } from '../../explorer/src/build/editArguments.ts'
import { readQuestion, type Question, type Step } from '../../explorer/src/build/question.ts'
import { parseSchema } from '../../explorer/src/graph/parseSchema.ts'

const SCHEMA = parseSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'))
const NOW = new Date('2026-11-22T06:20:00Z')

describe('a query that is clicked together', () => {
  it.each([
    [
      'the first field',
      '',
      'museums',
      'query {\n  museums {\n    totalCount\n    nodes {\n      id\n      name {\n        zh\n        pt\n        en\n      }\n    }\n  }\n}\n',
    ],
    [
      'a field with what it needs',
      '',
      'museum',
      'query {\n  museum(id: "") {\n    id\n    name {\n      zh\n      pt\n      en\n    }\n  }\n}\n',
    ],
    [
      'a field whose argument has an example',
      '',
      'borderCheckpoint.id',
      'query {\n  borderCheckpoint(id: "hzmb") {\n    id\n  }\n}\n',
    ],
    [
      'the way to a field too',
      '{ museum(id: "mam") { id } }',
      'museum.place.lat',
      '{ museum(id: "mam") { id place { lat } } }',
    ],
    [
      'a line among lines',
      '{\n  museum(id: "mam") {\n    id # its key\n  }\n}\n',
      'museum.isOpen',
      '{\n  museum(id: "mam") {\n    id # its key\n    isOpen\n  }\n}\n',
    ],
    [
      'after a comment',
      '{\n    museum(id: "mam") {\n        id\n        # more?\n    }\n}',
      'museum.name',
      '{\n    museum(id: "mam") {\n        id\n        # more?\n        name {\n          zh\n          pt\n          en\n        }\n    }\n}',
    ],
    [
      'behind a brace that shares its line',
      '{\n  lrtLines { id } }',
      'feeds.state',
      '{\n  lrtLines { id }\n  feeds {\n    state\n  }\n}',
    ],
    [
      'below a type',
      '{ attraction(id: "x") { heritage { __typename } } }',
      'attraction.heritage.on Monument.id',
      '{ attraction(id: "x") { heritage { ... on Monument { id } } } }',
    ],
    ['into a field that has no braces yet', '{ lrtLines }', 'lrtLines.id', '{ lrtLines { id } }'],
    [
      'under another name',
      '{ a: museum(id: "mam") { id } b: museum(id: "mgm") { id } }',
      'b=museum.isOpen',
      '{ a: museum(id: "mam") { id } b: museum(id: "mgm") { id isOpen } }',
    ],
    [
      'where a fragment without a type stands',
      'query ($all: Boolean!) { museum(id: "mam") { ... @include(if: $all) { place { lat } } } }',
      'museum.place.lng',
      'query ($all: Boolean!) { museum(id: "mam") { ... @include(if: $all) { place { lat lng } } } }',
    ],
    [
      'below comments alone',
      '# Which lines?\n',
      'lrtLines.id',
      '# Which lines?\nquery {\n  lrtLines {\n    id\n  }\n}\n',
    ],
  ])('takes in %s', (_what, text, path, expected) => {
    expect(addSelection(read(text), stepsOf(path), NOW)).toBe(expected)
  })

  it.each([
    [
      'a field on a line, and leaves its comment',
      '{\n  museum(id: "mam") {\n    # the key\n    id # of it\n    isOpen\n  }\n}\n',
      'museum.id',
      '{\n  museum(id: "mam") {\n    # the key\n    isOpen\n  }\n}\n',
    ],
    [
      'a field between others',
      '{ museum(id: "mam") { id, isOpen, feeMop } }',
      'museum.isOpen',
      '{ museum(id: "mam") { id, feeMop } }',
    ],
    [
      'a part, and keeps the place of a field that has nothing left',
      '{ museum(id: "mam") { id place { lat } } }',
      'museum.place.lat',
      '{ museum(id: "mam") { id place { __typename } } }',
    ],
    [
      'the whole query with its last field',
      '# Why?\nquery { museum(id: "mam") { id } }\n',
      'museum',
      '# Why?\n',
    ],
    [
      'a field that is asked for twice',
      '{ museum(id: "mam") { id isOpen id } }',
      'museum.id',
      '{ museum(id: "mam") { isOpen } }',
    ],
    [
      'variables that served it alone',
      'query Q($at: DateTime, $id: ID!) { museum(id: $id) { id isOpen(at: $at) } }',
      'museum.isOpen',
      'query Q($id: ID!) { museum(id: $id) { id } }',
    ],
    [
      'the last variable',
      'query ($at: DateTime) { museum(id: "mam") { id isOpen(at: $at) } }',
      'museum.isOpen',
      'query { museum(id: "mam") { id } }',
    ],
    [
      'fragments that served it alone',
      '{ lrtLines { id ...L } feeds { id } }\nfragment L on LrtLine { fare }\n',
      'lrtLines',
      '{ feeds { id } }\n',
    ],
    [
      'a type of several',
      '{ attraction(id: "x") { heritage { ... on Monument { id } ... on Museum { id } } } }',
      'attraction.heritage.on Monument',
      '{ attraction(id: "x") { heritage { ... on Museum { id } } } }',
    ],
  ])('drops %s', (_what, text, path, expected) => {
    expect(removeSelection(read(text), stepsOf(path))).toBe(expected)
  })

  it.each([
    [
      'the first argument',
      '{ museums { totalCount } }',
      'museums',
      ['first'],
      '5',
      '{ museums(first: 5) { totalCount } }',
    ],
    [
      'another value',
      '{ museums(first: 5, orderBy: ID) { totalCount } }',
      'museums',
      ['first'],
      '10',
      '{ museums(first: 10, orderBy: ID) { totalCount } }',
    ],
    [
      'a field of an input object',
      '{ museums(first: 5) { totalCount } }',
      'museums',
      ['filter', 'area'],
      '"se"',
      '{ museums(first: 5, filter: {area: "se"}) { totalCount } }',
    ],
    [
      'one more field of it',
      '{ hotels(filter: {area: "se"}) { totalCount } }',
      'hotels',
      ['filter', 'minStars'],
      '4',
      '{ hotels(filter: {area: "se", minStars: 4}) { totalCount } }',
    ],
    [
      'none of a field of it',
      '{ hotels(filter: {area: "se", minStars: 4}) { totalCount } }',
      'hotels',
      ['filter', 'area'],
      null,
      '{ hotels(filter: {minStars: 4}) { totalCount } }',
    ],
    [
      'none at all',
      '{ museums(first: 5) { totalCount } }',
      'museums',
      ['first'],
      null,
      '{ museums { totalCount } }',
    ],
    [
      'a value where a variable stood',
      'query ($n: Int! = 3) { museums(first: $n) { totalCount } }',
      'museums',
      ['first'],
      '4',
      'query { museums(first: 4) { totalCount } }',
    ],
  ] as const)('gives a field %s', (_what, text, path, [name, ...rest], literal, expected) => {
    expect(setArgument(read(text), stepsOf(path), [name, ...rest], literal)).toBe(expected)
  })

  it('shows what is asked for, once for each name that it bears', () => {
    const branches = rootBranches(
      read('{ a: museum(id: "mam") { id } b: museum(id: "mgm") { id } feeds { id } }'),
    )
    const asked = branches.filter(({ nodes }) => nodes.length > 0)
    expect(asked.map(({ steps }) => steps)).toEqual([
      [{ kind: 'field', name: 'feeds', key: 'feeds' }],
      [{ kind: 'field', name: 'museum', key: 'a' }],
      [{ kind: 'field', name: 'museum', key: 'b' }],
    ])
  })

  it('says of what a named fragment brings that it does, and lets the question itself be changed', () => {
    const question = read('{ lrtLines { id ...L } }\nfragment L on LrtLine { id fare }\n')
    const [lines] = rootBranches(question).filter(({ nodes }) => nodes.length > 0)
    const asked = lines ? branchesBelow(question, lines).filter(({ nodes }) => nodes.length > 0) : []
    expect(asked.map(({ field, fragment }) => [field?.name, fragment])).toEqual([
      ['id', null],
      ['fare', 'L'],
    ])
  })

  it('offers the types of a union, and its name', () => {
    const question = read('{ attraction(id: "x") { heritage { __typename } } }')
    const [attraction] = rootBranches(question).filter(({ nodes }) => nodes.length > 0)
    const heritage =
      attraction && branchesBelow(question, attraction).find(({ field }) => field?.name === 'heritage')
    const below = heritage ? branchesBelow(question, heritage) : []
    expect(below.map(({ field, type }) => field?.name ?? type.name)).toEqual([
      '__typename',
      'Monument',
      'Museum',
    ])
  })

  it('reads no tree from a text that is no query', () => {
    expect(readQuestion(SCHEMA, '{ museums {')).toBeNull()
  })
})

function read(text: string): Question {
  const question = readQuestion(SCHEMA, text)
  if (!question) throw new Error(`Expected a query; got ${text}`)
  return question
}

/** "b=museum.heritage.on Monument" */
function stepsOf(path: string): readonly Step[] {
  return path.split('.').map((part): Step => {
    if (part.startsWith('on ')) return { kind: 'on', type: part.slice(3) }
    const [key = '', name = key] = part.split('=')
    return { kind: 'field', name, key }
  })
}
