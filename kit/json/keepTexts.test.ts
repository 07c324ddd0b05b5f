import { array, assert, constantFrom, dictionary, letrec, oneof, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { JsonText } from './jsonText.ts'
import { holdsKept, keepTexts, readMemberText, type KeptField, type KeptFields } from './keepTexts.ts'
import { writeJson } from './writeJson.ts'

const SCALAR: KeptField = { lists: 0, below: undefined }
const FIELDS: KeptFields = new Map<string, KeptField>([
  ['kept', SCALAR],
  ['list', { lists: 1, below: undefined }],
  ['below', { lists: 1, below: new Map([['kept', SCALAR]]) }],
])

function keep(text: string): unknown {
  const value: object = JSON.parse(text)
  keepTexts(FIELDS, value, text)
  return value
}

it.each([
  ['nothing where JavaScript writes the same', '{"kept":12}', { kept: 12 }],
  ['a long number', '{"kept":9007199254740993}', { kept: new JsonText('9007199254740993') }],
  ['a negative zero', '{"kept":-0}', { kept: new JsonText('-0') }],
  [
    'no number in another place',
    '{"other":1.10,"below":[{"other":1.10}]}',
    { other: 1.1, below: [{ other: 1.1 }] },
  ],
  [
    'items, not lists in them',
    '{"list":[1.0,[1.0]]}',
    { list: [new JsonText('1.0'), new JsonText('[1.0]')] },
  ],
  ['an object without the spaces', '{"kept": {\n"a b" : [ 1 ]\t} }', { kept: new JsonText('{"a b":[1]}') }],
  ['quotes and backslashes', '{"kept":["\\\\","\\"]"] }', { kept: new JsonText('["\\\\","\\"]"]') }],
  ['a name that is escaped', '{"\\u006bept":1.0}', { kept: new JsonText('1.0') }],
  [
    'the last of one name',
    '{"below":[{"kept":1.0},{"kept":2.0}],"below":[{"kept":3}]}',
    { below: [{ kept: 3 }] },
  ],
  ['the last, a string', '{"kept":1.0,"kept":"x"}', { kept: 'x' }],
  ['the last of another shape', '{"below":{"kept":1.0},"below":null}', { below: null }],
])('keeps %s', (_, text, value) => {
  expect(keep(text)).toEqual(value)
})

it('adds nothing to what every object inherits', () => {
  const fields: KeptFields = new Map([['__proto__', { lists: 0, below: FIELDS }]])
  const text = '{"a":1,"__proto__":{"kept":1.0}}'
  const value: object = JSON.parse(text)
  keepTexts(fields, value, text)
  expect(writeJson(value)).toBe(text)
  expect(Object.hasOwn(Object.prototype, 'kept')).toBe(false)
})

it('looks again only where there is a number, an object or a list', () => {
  const isKept = (value: unknown) => holdsKept(FIELDS, value)
  expect([{ kept: 'x' }, { kept: null, list: ['x', true] }, { other: 1 }, null].map(isKept)).not.toContain(
    true,
  )
  expect(
    [{ kept: 1 }, { list: [null, 1] }, { below: [{ kept: {} }] }, { kept: [] }].map(isKept),
  ).not.toContain(false)
})

it('finds the text of a member, the last of its name', () => {
  expect(readMemberText(' { "a" : {"b":1} , "b" : [ 1.0 ], "b":2.0 } ', 'b')).toBe('2.0')
  expect(readMemberText('{}', 'b')).toBeUndefined()
})

it('goes through lists as deep as they come', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(keep(`{"other":${deep},"kept":${deep}}`)).toMatchObject({ kept: new JsonText(deep) })
})

const { json } = letrec<{ json: string }>((tie) => ({
  json: oneof(
    { depthSize: 'small' },
    constantFrom('0', '-0', '1.0', '1e400', '9007199254740993', 'true', 'null'),
    string().map((text) => JSON.stringify(text)),
    array(tie('json')).map((items) => `[${items.join()}]`),
    dictionary(string(), tie('json')).map(
      (members) =>
        `{${Object.entries(members)
          .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
          .join()}}`,
    ),
  ),
}))

it('writes any JSON as it was read, in its places', () => {
  assert(
    property(json, json, array(json), (kept, inner, list) => {
      const text = `{"kept":${kept},"other":"\\\\","below":[{"kept":${inner}}],"list":[${list.join()}]}`
      expect(writeJson(keep(text))).toBe(text)
    }),
    { seed: 20_251_220, numRuns: 300 },
  )
})
