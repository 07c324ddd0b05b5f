import { describe, expect, it } from 'vitest'
import type { Validity, CacheUse } from '../caching.ts'
import { createResponseCache } from './responseCache.ts'
import type { RequestCache } from '../requestCache.ts'

const ANA = '["issuer","ana"]'
const EVA = '["issuer","eva"]'

describe('what a plan came to', () => {
  it('is given again, and each of its uses counted, as long as all of it is fresh', () => {
    const { responses, counted, plan, clock } = createWorld()
    responses.remember(plan, 'key', undefined, 'result', made(hit(), hit()))
    expect(responses.find(plan, 'key', undefined)).toBe('result')
    expect(counted).toHaveLength(2)
    clock.now = 999
    expect(responses.find(plan, 'key', undefined)).toBe('result')
    clock.now = 1_000
    expect(responses.find(plan, 'key', undefined)).toBeUndefined()
  })

  it('is of that plan and key alone', () => {
    const { responses, plan } = createWorld()
    responses.remember(plan, 'key', undefined, 'result', made(hit()))
    expect(responses.find({}, 'key', undefined)).toBeUndefined()
    expect(responses.find(plan, 'other', undefined)).toBeUndefined()
  })

  it('is for everybody who may have that plan where nothing in it is personal', () => {
    const { responses, plan } = createWorld()
    responses.remember(plan, 'key', ANA, 'result', made(hit()))
    expect(responses.find(plan, 'key', EVA)).toBe('result')
    expect(responses.find(plan, 'key', undefined)).toBe('result')
  })

  it("is its caller's own where anything in it is personal", () => {
    const { responses, plan } = createWorld()
    responses.remember(plan, 'key', ANA, 'result', made(hit(), hit({ isPersonal: true })))
    expect(responses.find(plan, 'key', ANA)).toBe('result')
    expect(responses.find(plan, 'key', EVA)).toBeUndefined()
    expect(responses.find(plan, 'key', undefined)).toBeUndefined()
  })

  it.each([
    ['was asked of a subgraph', useOf({ total: 2, hits: 1, stale: 0 }, KEPT)],
    ['was past its age', useOf({ total: 2, hits: 2, stale: 1 }, KEPT)],
    ['is not kept', useOf({ total: 2, hits: 2, stale: 0 }, undefined)],
  ])('is not remembered where something in it %s', (_, use) => {
    const { responses, plan } = createWorld()
    responses.remember(plan, 'key', undefined, 'result', made(hit(), use))
    expect(responses.find(plan, 'key', undefined)).toBeUndefined()
  })

  it('is not given while the gateway cannot hear what others drop', () => {
    const { responses, plan, clock } = createWorld()
    responses.remember(plan, 'key', undefined, 'result', made(hit()))
    clock.ageLimit = 5_000
    expect(responses.find(plan, 'key', undefined)).toBeUndefined()
  })

  it('makes room for what is newer', () => {
    const { responses, plan } = createWorld()
    const keys = Array.from({ length: 100 }, (_, index) => `${index}`)
    for (const key of keys) responses.remember(plan, key, undefined, key, made(hit()))
    const known = keys.filter((key) => responses.find(plan, key, undefined) !== undefined)
    expect(known.length).toBeGreaterThan(3)
    // Each weighs 800 bytes and more.
    expect(known.length).toBeLessThan(20)
    expect(known).toContain('99')
  })
})

const KEPT: Validity = { freshUntil: 1_000, bornAt: 0, isPersonal: false }

function createWorld() {
  const clock = { now: 0, ageLimit: Infinity }
  const counted: CacheUse[] = []
  const time = { now: () => clock.now, ageLimit: () => clock.ageLimit }
  const responses = createResponseCache<string>(time, 16_000, (use) => counted.push(use))
  return { responses, counted, clock, plan: {} }
}

function hit(difference: Partial<Validity> = {}): CacheUse {
  return useOf({ total: 2, hits: 2, stale: 0 }, { ...KEPT, ...difference })
}

function useOf(counts: Pick<CacheUse, 'total' | 'hits' | 'stale'>, validity: Validity | undefined): CacheUse {
  const nothing = { byType: new Map(), reason: undefined, forget: () => {}, names: () => [] }
  return { ...counts, ...nothing, subgraph: 'shop', validity }
}

function made(...uses: readonly CacheUse[]): { readonly cache: RequestCache; readonly bytes: number } {
  const isKept = uses.every(({ validity }) => validity !== undefined)
  const isPersonal = uses.some(({ validity }) => validity?.isPersonal === true)
  const cache: RequestCache = {
    caching: CACHING,
    uses,
    explain: () => [],
    validity: () => (isKept ? { ...KEPT, isPersonal } : undefined),
    forget() {},
  }
  return { cache, bytes: 100 }
}

/** Nothing is asked here. */
const CACHING: RequestCache['caching'] = {
  rules: { id: '', hints: { types: new Map() }, cacheTags: new Map(), schemas: new Map() },
  caller: undefined,
  isRefresh: false,
  begin() {},
  collect() {},
}
