import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { assertWithinLimits, type Limits } from './limits.ts'

const LIMITS: Limits = { tokens: 1_000, depth: 4, aliases: 3, rootFields: 3, selections: 50, cost: 100 }

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
    expect(() => assertWithinLimits(parse(`{ a { ...F0 } } ${fragments.join(' ')}`), LIMITS)).toThrow(
      'An operation may have at most 50 selections after fragments are spread; this one has 1610612736.',
    )
  })

  it('leave a fragment that spreads itself to validation', () => {
    expect(() => assertWithinLimits(parse('{ a { ...F } } fragment F on T { b ...F }'), LIMITS)).not.toThrow()
  })
})
