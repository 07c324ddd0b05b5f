import { describe, expect, it } from 'vitest'
import { decideLifetime, type Answered } from './lifetime.ts'

const DEFAULTS = {
  maxAge: (subgraph: string) => (subgraph === 'kept' ? 600 : 0),
  staleWhileRevalidate: 30,
  staleIfError: 300,
}
const NO_HINT = { maxAge: undefined, limit: Infinity, isPrivate: false }
const HINT = { maxAge: 60, limit: 60, isPrivate: false }
const SILENT = {
  isForbidden: false,
  isPrivate: false,
  maxAge: undefined,
  age: 0,
  staleWhileRevalidate: undefined,
  staleIfError: undefined,
}
const ANSWERED: Answered = {
  subgraph: 'asked',
  hint: HINT,
  cacheControl: undefined,
  isNegative: false,
  isPersonal: false,
}

function decide(answered: Partial<Answered>, random = 0) {
  return decideLifetime({ ...ANSWERED, ...answered }, DEFAULTS, () => random)
}

describe('the lifetime of an answer, in milliseconds', () => {
  it.each<[string, Partial<Answered>, freshFor: number, staleFor: number, errorFor: number]>([
    ['is the hint', {}, 60_000, 30_000, 300_000],
    [
      'is the cacheControl where it is less',
      { cacheControl: { ...SILENT, maxAge: 5 } },
      5_000,
      5_000,
      300_000,
    ],
    ['is the hint where it is less', { cacheControl: { ...SILENT, maxAge: 90 } }, 60_000, 30_000, 300_000],
    [
      'is the cacheControl without a hint',
      { hint: NO_HINT, cacheControl: { ...SILENT, maxAge: 90 } },
      90_000,
      30_000,
      300_000,
    ],
    ['is the default without either', { hint: NO_HINT, subgraph: 'kept' }, 600_000, 30_000, 300_000],
    [
      'is no default longer than the hint of a part',
      { hint: { ...NO_HINT, limit: 10 }, subgraph: 'kept' },
      10_000,
      10_000,
      300_000,
    ],
    [
      'is no cacheControl longer than the hint of a part',
      { hint: { ...NO_HINT, limit: 10 }, cacheControl: { ...SILENT, maxAge: 90 } },
      10_000,
      10_000,
      300_000,
    ],
    ['is short for what is not there, and has no grace', { isNegative: true }, 10_000, 0, 0],
    [
      'is shorter still for what is not there where the hint is',
      { isNegative: true, hint: { ...HINT, maxAge: 4, limit: 4 } },
      4_000,
      0,
      0,
    ],
    [
      'has the grace that the subgraph states',
      { cacheControl: { ...SILENT, staleWhileRevalidate: 7, staleIfError: 0 } },
      60_000,
      7_000,
      0,
    ],
    [
      'holds what is private where the key names the caller',
      { isPersonal: true, cacheControl: { ...SILENT, isPrivate: true } },
      60_000,
      30_000,
      300_000,
    ],
  ])('%s', (_, answered, freshFor, staleFor, errorFor) => {
    expect(decide(answered)).toEqual({ freshFor, staleFor, errorFor })
  })

  it('is a tenth less at most, by chance', () => {
    expect(decide({}, 0.5)).toMatchObject({ freshFor: 57_000 })
    expect(decide({}, 1)).toMatchObject({ freshFor: 54_000 })
  })
})

describe('an answer is not kept', () => {
  it.each<[string, Partial<Answered>, string]>([
    ['where it is forbidden', { cacheControl: { ...SILENT, isForbidden: true } }, 'the subgraph forbids it'],
    [
      'where it is private and its key is for all',
      { cacheControl: { ...SILENT, isPrivate: true } },
      'the subgraph says that it is private',
    ],
    ['where nobody says how long', { hint: NO_HINT }, 'nothing says how long it may be kept'],
    [
      'where a hint says not at all',
      { hint: { ...HINT, maxAge: 0, limit: 0 } },
      'nothing says how long it may be kept',
    ],
  ])('%s', (_, answered, reason) => {
    expect(decide(answered)).toEqual({ reason })
  })
})
