import { assert, constantFrom, json as anyJson, nat, oneof, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './findJsonFault.ts'

describe('the place where a text is no longer JSON', () => {
  it.each([
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['<html>', 0],
    [' \n nul', 3],
    ['{"a":1', 6],
    ['', 0],
    ['{"a" 1}', 5],
    ['[1]]', 3],
    ['{]', 1],
    ['{"a":"\t"}', 5],
    ['"\\x"', 0],
    ['01', 1],
    ['[1,]', 3],
    ['{1:2}', 1],
    ['[:]', 1],
  ])('of %j is %d', (text, place) => expect(findJsonFault(text)).toBe(place))

  it('is there where JSON.parse finds one, and only there', () => {
    const json = anyJson({ maxDepth: 4 })
    const hurt = tuple(json, nat(), nat(2), constantFrom(...'{}[],:"\\tn1-.e \u0000中')).map(
      ([text, at, length, put]) => {
        const place = text.length === 0 ? 0 : at % text.length
        return text.slice(0, place) + put + text.slice(place + length)
      },
    )
    assert(
      property(oneof(json, hurt), (text) => {
        expect(findJsonFault(text) === undefined, text).toBe(isJson(text))
      }),
      { numRuns: 5_000 },
    )
  })

  it('is not looked for in a text of more than a million characters, nor by recursion', () => {
    expect(findJsonFault(`${' '.repeat(1_100_000)}x`)).toBeUndefined()
    expect(findJsonFault('['.repeat(900_000))).toBe(900_000)
    expect(findJsonFault(`"${'a'.repeat(1_000_000)}" x`)).toBe(1_000_003)
    // With one expression for the whole of a string it would take longer than there is time.
    expect(findJsonFault(`"${'a'.repeat(1_000_000)}`)).toBe(0)
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
