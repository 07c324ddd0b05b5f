import { array, assert, asyncProperty, constantFrom, dictionary, letrec, oneof, string } from 'fast-check'
import { stripIgnoredCharacters } from 'graphql'
import { expect, it } from 'vitest'
import { startEngine } from '../../../kit/federation/engine.ts'
import { compose, startFederation } from '../../../kit/federation/federation.ts'
import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { a } from './a.subgraph.ts'
import { NUMBER } from './data.ts'

const { ask } = startFederation([a])

it.each([
  ['a variable', '($id: Long) { find(id: $id) }', `{"id":${NUMBER}}`],
  ['a decimal', '($id: Long) { find(id: $id) }', '{"id":1.10}'],
  ['a number that no double holds', '($id: Long) { find(id: $id) }', '{"id":1e400}'],
  ['lists', '($ids: [[Long!]]) { find(ids: $ids) }', `{"ids":[[1.0,${NUMBER}],null]}`],
  ['an object', '($any: JSON) { find(any: $any) }', `{"any":{"a":[1.10,{"b":${NUMBER}}],"c":"1.0"}}`],
  [
    'an input object in itself',
    '($filter: Filter) { find(filter: $filter) }',
    `{"filter":{"min":1.0,"any":[${NUMBER},{"a":2.0}],"not":{"min":${NUMBER},"size":1.5,"names":["a"]}}}`,
  ],
])('sends %s among the variables as the client wrote it', async (_, query, variablesText) => {
  const { requests } = await ask({ query: `query${query}`, variablesText })
  expect(requests.map(({ text }) => text)).toEqual([variablesText])
})

it.each([
  ['the default of a variable', `($id: Long = ${NUMBER}) { find(id: $id) }`, {}, `{"id":${NUMBER}}`],
  ['a default that no double holds', '($id: Long = 1e400) { find(id: $id) }', {}, '{"id":1e400}'],
  ['a Float as JavaScript has it', '($r: Float) { find(ratio: $r) }', { r: 1.1 }, '{"r":1.1}'],
])('sends %s', async (_, query, variables, text) => {
  const { requests } = await ask({ query: `query${query}`, variables })
  expect(requests.map((request) => request.text)).toEqual([text])
})

it.each([
  `{find(id:${NUMBER})}`,
  '{find(id:1e400)}',
  `{find(ids:[[1.0,${NUMBER}],null])}`,
  `{find(filter:{min:1.0,any:[{a:${NUMBER}}],not:{min:${NUMBER},names:["a"]}})}`,
  `query($x:Long){find(any:{x:$x,y:[1.10]})}`,
  `query($x:Long=1.10){find(any:{x:$x})}`,
  `{find(id:${NUMBER}) other:find(id:9007199254740992)}`,
])('prints the literals of %s as the client wrote them', async (query) => {
  const { requests } = await ask({ query })
  expect(requests.map((request) => stripIgnoredCharacters(request.query))).toEqual([
    stripIgnoredCharacters(query),
  ])
})

it('sends the default of an input object as the supergraph writes it', async () => {
  // Composition writes it as JavaScript does; others need not.
  const supergraph = compose([a]).replace('min: Long = 9007199254740992', `min: Long = ${NUMBER}`)
  const engine = startEngine(supergraph, [a])
  const { requests } = await engine.ask({
    query: 'query ($f: Filter) { find(filter: $f) }',
    variables: { f: {} },
  })
  expect(requests.map(({ text }) => text)).toEqual([`{"f":{"min":${NUMBER}}}`])
  const { text } = await engine.ask({ query: '{ __type(name: "Filter") { inputFields { name } } }' })
  expect(text).toContain('"min"')
})

it('lets a client have a variable of the name that a literal travels under', async () => {
  const { requests } = await ask({
    query: `query($_n0: Long) { find(id: $_n0) other: find(id: ${NUMBER}) }`,
    variablesText: '{"_n0":1.10}',
  })
  expect(requests.map(({ query, text }) => [query, text])).toEqual([
    [`query($_v0:Long){find(id:$_v0)other:find(id:${NUMBER})}`, '{"_v0":1.10}'],
  ])
})

const HEAD = '{"query":"query($v:JSON){echo(value:$v)}","variables":{"v":'

/** Answers with the very text that it was sent. */
const echo = defineHostileSubgraph(
  'echo',
  /* GraphQL */ `
    scalar JSON
    type Query {
      echo(value: JSON): JSON
    }
  `,
  (_, body) => {
    if (!body.startsWith(HEAD)) throw new Error(`expected ${HEAD}; got ${body}`)
    return `{"data":{"echo":${body.slice(HEAD.length, -2)}}}`
  },
)

const { value: anyJson } = letrec<{ value: string }>((tie) => ({
  value: oneof(
    { depthSize: 'small' },
    constantFrom(
      '0',
      '-0',
      '1.0',
      '1.10',
      '1e400',
      '1E+2',
      '9007199254740993',
      '0.1e-7',
      '12',
      'true',
      'null',
    ),
    string().map((text) => JSON.stringify(text)),
    array(tie('value')).map((items) => `[${items.join()}]`),
    dictionary(string(), tie('value')).map((members) => {
      const texts = Object.entries(members).map(([name, text]) => `${JSON.stringify(name)}:${text}`)
      return `{${texts.join()}}`
    }),
  ),
}))

it('gives any JSON back as it came, through a variable and an answer', async () => {
  const federation = startFederation([echo])
  const property = asyncProperty(anyJson, async (json) => {
    const query = 'query ($v: JSON) { echo(value: $v) }'
    const { text } = await federation.ask({ query, variablesText: `{"v":${json}}` })
    expect(text).toBe(`{"echo":${json}}`)
  })
  await assert(property, { numRuns: 200, seed: 20_251_220 })
})
