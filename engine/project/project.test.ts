import { describe, expect, it } from 'vitest'
import { compose } from '../../test/kit/federation/federation.ts'
import { startEngine } from '../../test/kit/federation/engine.ts'
import { defineHostileSubgraph } from '../../test/kit/federation/subgraph.ts'

const types = /* GraphQL */ `
  type Query {
    box: Box
    need: Box!
    shape: Shape
    boxes: [Box]
    full: [Box!]
    grid: [[Int!]]
    int: Int
    float: Float
    text: String
    id: ID
    flag: Boolean
    colour: Colour
    date: Date
  }
  type Box {
    id: ID!
    inner: Box
    must: Box!
    name: String
    constructor: String
  }
  type Ball implements Shape {
    area: Int
  }
  type Cube implements Shape {
    area: Int
    edge: Int
  }
  interface Shape {
    area: Int
  }
  enum Colour {
    RED
    SECRET @inaccessible
  }
  scalar Date
`

describe('a null goes up to the nearest place that may be null', () => {
  it.each([
    [
      'from a field that may be null no further',
      '{ box { id name } }',
      { box: { id: '1', name: null } },
      { box: { id: '1', name: null } },
      [],
    ],
    [
      'from a required field to its object',
      '{ box { id } }',
      { box: { id: null } },
      { box: null },
      [['box', 'id']],
    ],
    [
      'through objects that are required',
      '{ box { must { must { id } } } }',
      { box: { must: { must: {} } } },
      { box: null },
      [['box', 'must', 'must', 'id']],
    ],
    [
      'to the item of a list',
      '{ boxes { id } }',
      { boxes: [{ id: '1' }, { id: null }] },
      { boxes: [{ id: '1' }, null] },
      [['boxes', 1, 'id']],
    ],
    [
      'to the list if its items are required',
      '{ full { id } }',
      { full: [{ id: '1' }, null] },
      { full: null },
      [['full', 1]],
    ],
    [
      'to the inner list of a list',
      '{ grid }',
      { grid: [[1, null], [2]] },
      { grid: [null, [2]] },
      [['grid', 0, 1]],
    ],
    ['to the whole answer', '{ need { id } box { id } }', { need: null, box: { id: '1' } }, null, [['need']]],
  ])('%s', async (_, query, said, data, paths) => {
    const answer = await ask(query, said)
    expect(answer.data).toEqual(data)
    expect(answer.errors.map(({ path }) => path)).toEqual(paths)
  })
})

describe('a value is what its type says, or null with an error', () => {
  it.each([
    ['int', 7, 7],
    ['int', -0, 0],
    ['int', 2 ** 31, null],
    ['int', 1.5, null],
    ['int', '7', null],
    ['int', true, null],
    ['float', 1.5e300, 1.5e300],
    ['float', 3, 3],
    ['float', '3', null],
    ['text', 'é "quoted" \u0000', 'é "quoted" \u0000'],
    ['text', 5, null],
    ['text', {}, null],
    ['id', 'a', 'a'],
    ['id', 12, '12'],
    ['id', 1.5, null],
    ['flag', false, false],
    ['flag', 0, null],
    ['colour', 'RED', 'RED'],
    ['colour', 'SECRET', null],
    ['colour', 'NEW', null],
    ['colour', 'constructor', null],
    ['date', { year: 2026, months: [1, 2] }, { year: 2026, months: [1, 2] }],
    ['box', 'no object', null],
    ['box', [{ id: '1' }], null],
    ['boxes', { id: '1' }, null],
    ['boxes', [['nested']], [null]],
  ])('%s given %j', async (field, said, written) => {
    const query = field.startsWith('box') ? `{ ${field} { id } }` : `{ ${field} }`
    const { data, errors } = await ask(query, { [field]: said })
    expect(data).toEqual({ [field]: written })
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(
      hasNull(written) ? ['SUBGRAPH_MALFORMED'] : [],
    )
    expect(JSON.stringify(errors)).not.toContain('SECRET')
  })
})

describe('the fields of an object', () => {
  it('come in the order of the query, merged, under its keys', async () => {
    const { data } = await ask(
      '{ box { b: name id ... on Box { id a: name } inner { name } inner { id } } }',
      {
        box: { id: '1', b: 'n', a: 'n', inner: { id: '2', name: 'm' } },
      },
    )
    expect(JSON.stringify(data)).toBe('{"box":{"b":"n","id":"1","a":"n","inner":{"name":"m","id":"2"}}}')
  })

  it('do not come from what objects inherit', async () => {
    const { data, errors } = await ask('{ box { constructor __proto__: name toString: id } }', {
      box: { id: '1' },
    })
    expect(errors.map(({ path }) => path)).toEqual([['box', 'toString']])
    expect(data).toEqual({ box: null })
  })

  it('may be called as what objects inherit', async () => {
    const { data } = await ask('{ box { constructor __proto__: name } }', (query: string) => {
      const [, first = '', second = ''] = /(\w+):constructor (\w+):name/.exec(query) ?? []
      return { box: JSON.parse(`{"${first}":"c","${second}":"p","__proto__":{"polluted":true}}`) }
    })
    expect(JSON.stringify(data)).toBe('{"box":{"constructor":"c","__proto__":"p"}}')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('may be many', async () => {
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}`)
    const said = { box: Object.fromEntries(keys.map((key) => [key, key])) }
    const { data } = await ask(`{ box { ${keys.map((key) => `${key}: name`).join(' ')} } }`, said)
    expect(data).toEqual(said)
  })

  it('depend on the type of the object, not on what it brings', async () => {
    const query = '{ shape { __typename area ... on Cube { edge } } }'
    const { data } = await ask(query, { shape: { __typename: 'Ball', area: 3, edge: 9 } })
    expect(data).toEqual({ shape: { __typename: 'Ball', area: 3 } })
  })
})

function hasNull(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.includes(null))
}

async function ask(query: string, said: object | ((query: string) => object)) {
  const subgraph = defineHostileSubgraph('a', types, ({ query: text }) => ({
    data: typeof said === 'function' ? said(text) : said,
  }))
  const answer = await startEngine(compose([subgraph]), [subgraph]).ask({ query })
  return { data: answer.data, errors: answer.errors }
}
