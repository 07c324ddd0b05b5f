import { assert, jsonValue, property } from 'fast-check'
import { expect, it } from 'vitest'
import { jsonNesting } from './jsonNesting.ts'

function nestingOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(nestingOf))
}

it('is that of the value', () => {
  assert(property(jsonValue(), (value) => jsonNesting(JSON.stringify(value)) === nestingOf(value)))
})

it.each([
  ['brackets in a string', '{"a":"[[[["}', 1],
  ['a quote in a string', '{"a":"\\"[[["}', 1],
  ['a backslash at the end of a string', '{"a":"\\\\","b":[]}', 2],
  ['a string without an end', '["[[[', 1],
  ['a megabyte of brackets', '['.repeat(1_000_000), 1_000_000],
])('counts no bracket too many or too few: %s', (_what, text, nesting) => {
  expect(jsonNesting(text)).toBe(nesting)
})
