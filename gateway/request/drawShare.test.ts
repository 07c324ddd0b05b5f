import { assert, integer, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANONYMOUS, type Caller } from '../access/caller.ts'
import { isInShare, nameDrawn } from './drawShare.ts'

const CALLERS = Array.from({ length: 10_000 }, (_, at) => `caller ${at}`)
const MIGRATION = 'from a to b'

function inShare(percent: number, migration = MIGRATION): readonly string[] {
  return CALLERS.filter((caller) => isInShare({ percent, migration }, caller))
}

describe('a share', () => {
  it.each([0.5, 1, 5, 20, 50, 95])('of %d percent has about so many callers', (percent) => {
    const expected = CALLERS.length * (percent / 100)
    const deviation = Math.sqrt(expected * (1 - percent / 100))
    expect(Math.abs(inShare(percent).length - expected)).toBeLessThan(4 * deviation)
  })

  it('of nothing has nobody, and of all everybody', () => {
    expect(inShare(0)).toEqual([])
    expect(inShare(100)).toEqual(CALLERS)
  })

  it('is the same today as it was when these were drawn', () => {
    expect(inShare(0.1)).toEqual(DRAWN)
  })

  it('only ever gains callers when it grows', () => {
    const percent = integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)
    assert(
      property(percent, percent, string(), string(), (one, other, migration, drawn) => {
        const isIn = (share: number) => isInShare({ percent: share, migration }, drawn)
        return !isIn(Math.min(one, other)) || isIn(Math.max(one, other))
      }),
    )
  })

  it('of one migration says nothing about that of another', () => {
    const other = new Set(inShare(50, 'from a to c'))
    const both = inShare(50).filter((caller) => other.has(caller))
    expect(Math.abs(both.length - 2_500)).toBeLessThan(4 * Math.sqrt(2_500 * 0.75))
  })
})

/** By Python: the first 48 bits of SHA-256, as a part of one, below a thousandth. */
const DRAWN = [
  'caller 449',
  'caller 2192',
  'caller 3578',
  'caller 4300',
  'caller 4369',
  'caller 4789',
  'caller 5670',
  'caller 5803',
  'caller 7232',
  'caller 7655',
  'caller 7837',
  'caller 8576',
  'caller 9129',
]

const NOBODY_KNOWN = { headers: {}, connection: { remoteAddress: '127.0.0.1' } }
const ann: Caller = { kind: 'verified', subject: 'ann', issuer: 'i', scopes: new Set(), claims: {} }

describe('a share is drawn for', () => {
  it.each<[string, Caller, Parameters<typeof nameDrawn>[1], string]>([
    ['a caller with a token by name', ann, NOBODY_KNOWN, '["i","ann"]'],
    ['anybody else by the address of the connection', ANONYMOUS, NOBODY_KNOWN, '127.0.0.1'],
    [
      'anybody behind proxies by the address that the first of them saw',
      ANONYMOUS,
      { ...NOBODY_KNOWN, headers: { 'x-forwarded-for': '203.0.113.7, 10.0.0.1' } },
      '203.0.113.7',
    ],
    [
      'nobody in particular by an empty header',
      ANONYMOUS,
      { ...NOBODY_KNOWN, headers: { 'x-forwarded-for': ' ' } },
      '127.0.0.1',
    ],
  ])('%s', (_, caller, request, drawn) => expect(nameDrawn(caller, request)).toBe(drawn))
})
