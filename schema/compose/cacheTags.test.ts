import { describe, expect, it } from 'vitest'
import { checkCacheTags } from './cacheTags.ts'
import { parseSchemaFile } from './document.ts'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag"])`

function check(definition: string, link = LINK): readonly string[] {
  const file = parseSchemaFile({ name: 'parks', file: 'parks.graphql', sdl: `${link}\n${definition}` })
  if ('problem' in file) throw new Error(file.problem)
  return checkCacheTags([file])
}

describe('a tag that can always be told is accepted:', () => {
  it.each([
    ['of one key', 'type Park @key(fields: "id") @cacheTag(format: "park-{$key.id}") { id: ID! }'],
    [
      'of every key',
      'type Park @key(fields: "id") @key(fields: "place { lat } id") @cacheTag(format: "{ $key.id }") { id: ID! }',
    ],
    [
      'of a value in an object of the key',
      'type Park @key(fields: "area { id } number") @cacheTag(format: "area-{$key.area.id}-{$key.number}") { number: Int! }',
    ],
    ['the same for all', 'type Park @key(fields: "id") @cacheTag(format: "parks") { id: ID! }'],
    ['of an argument', 'type Query { park(id: ID!): Int @cacheTag(format: "park-{$args.id}") }'],
  ])('%s', (_what, definition) => expect(check(definition)).toEqual([]))
})

describe('a tag is refused', () => {
  it.each([
    [
      'that one of two keys cannot fill',
      'type Park @key(fields: "id") @key(fields: "code") @cacheTag(format: "park-{$key.id}") { id: ID! code: ID! }',
      'the tag "park-{$key.id}" of Park cannot be told: {$key.id} is not a value of its key "code", and must be of every key.',
    ],
    [
      'of an object instead of a value',
      'type Park @key(fields: "area { id }") @cacheTag(format: "{$key.area}") { area: Int }',
      'the tag "{$key.area}" of Park cannot be told: {$key.area} is not a value of its key "area { id }", and must be of every key.',
    ],
    [
      'of an argument on a type',
      'type Park @key(fields: "id") @cacheTag(format: "{$args.id}") { id: ID! }',
      'the tag "{$args.id}" of Park cannot be told: expected {$key.…} with a field of the key; got {$args.id}.',
    ],
    [
      'on a type that is no entity',
      'type Park @cacheTag(format: "parks") { id: ID! }',
      'the tag "parks" of Park cannot be told: Park has no @key, and a tag is told by the key.',
    ],
    [
      'of an argument that is not there',
      'type Query { park(id: ID!): Int @cacheTag(format: "park-{$args.code}") }',
      'the tag "park-{$args.code}" of Query.park cannot be told: the field has no argument "code".',
    ],
    [
      'of a key on a field',
      'type Query { park(id: ID!): Int @cacheTag(format: "park-{$key.id}") }',
      'the tag "park-{$key.id}" of Query.park cannot be told: expected {$args.…} with an argument; got {$key.id}.',
    ],
    [
      'on a field that is not of the root',
      'type Park @key(fields: "id") { id: ID! free: Int @cacheTag(format: "free") }',
      'the tag "free" of Park.free cannot be told: only entity types and the fields of Query have tags.',
    ],
  ])('%s', (_what, definition, problem) => {
    expect(check(definition)).toEqual([`parks.graphql:2: ${problem}`])
  })

  it('whatever the directive is called', () => {
    const link = LINK.replace('"@cacheTag"', '{ name: "@cacheTag", as: "@label" }')
    expect(check('type Park @key(fields: "id") @label(format: "{$key.code}") { id: ID! }', link)).toEqual([
      'parks.graphql:2: the tag "{$key.code}" of Park cannot be told: {$key.code} is not a value of its key "id", and must be of every key.',
    ])
  })
})
