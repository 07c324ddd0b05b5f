import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { assertWithinLimits, parseWithinLimits, type Limits } from './limits.ts'

const LIMITS: Limits = {
  characters: 20_000,
  tokens: 1_000,
  depth: 4,
  aliases: 3,
  rootFields: 3,
  selections: 50,
  cost: 100,
}

describe('the limits of an operation', () => {
  it.each([
    [
      'depth',
      '{ a { b { c { d { e } } } } }',
      'An operation may have at most 4 levels of nested fields; this one has 5.',
    ],
    [
      'depth through fragments',
      '{ a { ...F } } fragment F on T { b { c { d { e } } } }',
      'An operation may have at most 4 levels of nested fields; this one has 5.',
    ],
    ['aliases', '{ a: x b: x c: x { d: y } }', 'An operation may have at most 3 aliases; this one has 4.'],
    [
      'root fields',
      '{ a b ...F } fragment F on Query { c d }',
      'An operation may have at most 3 root fields; this one has 4.',
    ],
  ])('refuse %s with the limit and the value', (_what, text, message) => {
    expect(() => assertWithinLimits(parse(text), LIMITS)).toThrow(message)
  })

  it('count what nested fragments spread to without spreading them', () => {
    const levels = 30
    const fragments = Array.from({ length: levels }, (_, level) =>
      level === levels - 1
        ? `fragment F${level} on T { x }`
        : `fragment F${level} on T { ...F${level + 1} ...F${level + 1} }`,
    )
    expect(() =>
      assertWithinLimits(parse(`{ a { ...F0 } } ${fragments.join(' ')}`), { ...LIMITS, depth: 10 }),
    ).toThrow(
      'An operation may have at most 50 selections after fragments are spread; this one has 1610612736.',
    )
  })

  it('leave a fragment that spreads itself to validation', () => {
    expect(() => assertWithinLimits(parse('{ a { ...F } } fragment F on T { b ...F }'), LIMITS)).not.toThrow()
  })

  const wide = Array.from({ length: 225 }, () => 'x').join(' ')
  const chain = (length: number) =>
    Array.from({ length }, (_, at) => `fragment F${at} on T { ...F${at + 1} }`).join(' ')

  it.each<[string, string, string, Partial<Limits>?]>([
    [
      'fields of one name',
      `{ a { ${wide} } }`,
      'A document may have at most 25000 fields and fragments to compare, in pairs; this one has 25200.',
    ],
    [
      'fields of one name in fields of one name',
      `{ ${'a { x x x x x x x x x } '.repeat(3)} ${`b { ${'x '.repeat(16)} } `.repeat(20)} }`,
      'A document may have at most 25000 fields and fragments to compare, in pairs; this one has',
      { selections: 5_000, rootFields: 100 },
    ],
    [
      'fields of one name with arguments',
      `{ a { ${'x(a: 1, b: 2, c: 3) '.repeat(113)} } }`,
      'A document may have at most 25000 fields and fragments to compare, in pairs; this one has 25312.',
    ],
    [
      'fields of one name in a fragment that nothing spreads',
      `{ a } fragment F on T { ${wide} }`,
      'A document may have at most 25000 fields and fragments to compare, in pairs; this one has 25200.',
    ],
    [
      'fields of one name in a fragment whose name another has too',
      `{ ...F } fragment F on T { ${wide} } fragment F on T { x }`,
      'A document may have at most 25000 fields and fragments to compare, in pairs; this one has 25200.',
    ],
    [
      'operations',
      Array.from({ length: 51 }, (_, at) => `query Q${at} { a }`).join(' '),
      'A document may have at most 50 operations; this one has 51.',
    ],
    [
      'a chain of fragments',
      `{ ...F0 } ${chain(20)}`,
      'An operation may have at most 20 levels of fields and fragments within each other; this one has 21.',
    ],
    [
      'a chain of fragments that nothing spreads',
      `{ a } ${chain(25)}`,
      'An operation may have at most 20 levels of fields and fragments within each other; this one has 21.',
    ],
    [
      'what all operations spread together',
      `${Array.from({ length: 3 }, (_, at) => `query Q${at} { ...F }`).join(' ')} fragment F on T { ${'x '.repeat(19)} }`,
      'A document may have at most 50 selections after fragments are spread, all operations together; this one has 60.',
      { selections: 50, rootFields: 100 },
    ],
    [
      'characters, though they be comments',
      `{ a } #${'x'.repeat(20_000)}`,
      'A document may have at most 20000 characters; this one has 20007.',
    ],
    ['lines', `{ a } ${'\n'.repeat(5_000)}`, 'A document may have at most 5000 lines; this one has 5001.'],
    ...['{', '[', '(', '{a:['].map((bracket): [string, string, string] => [
      `${bracket} within each other`,
      `{ a(b: ${bracket.repeat(3_000)}`,
      'A document may have at most 20 brackets within each other; this one has',
    ]),
  ])('refuse too many or too much of %s', (_what, text, message, changed: Partial<Limits> = {}) => {
    const limits = { ...LIMITS, tokens: 5_000, selections: 5_000, ...changed }
    expect(() => parseWithinLimits(text, limits)).toThrow(message)
  })

  it('let the same be asked for as often as components do', () => {
    const asked = Array.from({ length: 100 }, (_, at) => `...F${at}`).join(' ')
    const fragments = Array.from({ length: 100 }, (_, at) => `fragment F${at} on T { id __typename }`).join(
      ' ',
    )
    const limits = { ...LIMITS, tokens: 5_000, selections: 5_000 }
    expect(() => parseWithinLimits(`{ a { ${asked} } } ${fragments}`, limits)).not.toThrow()
  })
})
