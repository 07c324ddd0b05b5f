import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { findMisfits, typesAlong } from './fitsSchema.ts'

const schema = buildSchema(`
  scalar DateTime @specifiedBy(url: "https://scalars.graphql.org/chillicream/date-time.html")
  scalar Odd
  enum Colour { RED }
  type Query { one: Thing, all: [Thing!] }
  type Thing { id: ID!, count: Int, size: Float, at: DateTime, odd: Odd, colour: Colour, text: String, is: Boolean, parts: [Thing!]! }
`)

function misfitsOf(field: string, value: unknown): readonly string[] {
  const found = findMisfits(schema, parse(`{one{x:${field}}}`), { one: { x: value } })
  return found.map(({ kind, path, expected, got }) => `${kind} ${path.join('.')}: ${expected}, ${got}`)
}

describe('what a type does not allow', () => {
  it.each<[field: string, value: unknown, misfit: string | null]>([
    ['id', '1', null],
    ['id', 1, 'value one.x: ID, 1'],
    ['id', null, 'null one.x: ID!, null'],
    ['count', null, null],
    ['count', 2_147_483_647, null],
    ['count', 2_147_483_648, 'value one.x: Int, 2147483648'],
    ['count', 1.5, 'value one.x: Int, 1.5'],
    ['count', '1', 'value one.x: Int, "1"'],
    ['count', undefined, 'value one.x: Int, nothing'],
    ['size', 1, null],
    ['size', 'NaN', 'value one.x: Float, "NaN"'],
    ['at', '2026-11-22T14:20:00+08:00', null],
    ['at', '2026-11-22T14:20:00', 'value one.x: DateTime, "2026-11-22T14:20:00"'],
    ['odd', { any: 'thing' }, null],
    ['colour', 'RED', null],
    ['colour', 'red', 'value one.x: Colour, "red"'],
    ['is', 'true', 'value one.x: Boolean, "true"'],
    ['parts{id}', {}, 'value one.x: a list, {}'],
    ['parts{id}', [{ id: '1' }, null], 'null one.x.1: Thing!, null'],
    ['__typename', 'Thing', null],
    ['__typename', 'Other', 'value one.x: "Thing", "Other"'],
  ])('%s: %j', (field, value, misfit) => {
    expect(misfitsOf(field, value)).toEqual(misfit === null ? [] : [misfit])
  })
})

it('the types along a path are those of its fields and items, through aliases and fragments', () => {
  const document = parse('{a:all{...on Thing{p:parts{id}}}}')
  const along = typesAlong(schema, document, ['a', 0, 'p', 3, 'id'])
  expect(along?.map(String)).toEqual(['[Thing!]', 'Thing!', '[Thing!]!', 'Thing!', 'ID!'])
  expect(typesAlong(schema, document, ['all'])).toBeUndefined()
  expect(typesAlong(schema, document, ['a', 'p'])).toBeUndefined()
})
