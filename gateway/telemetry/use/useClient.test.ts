import { describe, expect, it } from 'vitest'
import { createReadClient } from './useClient.ts'

const ANYBODY = { kind: 'anonymous' } as const
const tokenOf = (claims: Readonly<Record<string, unknown>>) => ({ kind: 'verified', claims }) as const

describe('the client of a request', () => {
  const readClient = createReadClient()
  const read = (...args: Parameters<typeof readClient>) => {
    const { name, version, isVerified } = readClient(...args)
    return [name, version, isVerified]
  }

  it('is what it calls itself, which nobody has verified', () => {
    const headers = { 'apollographql-client-name': 'parking', 'apollographql-client-version': '2.1' }
    expect(read(headers, ANYBODY)).toEqual(['parking', '2.1', false])
    expect(read({ 'graphql-client-name': 'bus', 'graphql-client-version': '3' }, ANYBODY)).toEqual([
      'bus',
      '3',
      false,
    ])
    expect(read({}, ANYBODY)).toEqual(['', '', false])
  })

  it('is verified where its token was issued to that name alone', () => {
    expect(read({}, tokenOf({ azp: 'dsat-app' }))).toEqual(['dsat-app', '', true])
    expect(read({}, tokenOf({ client_id: 'dsat-app' }))).toEqual(['dsat-app', '', true])
    expect(read({ 'graphql-client-name': 'dsat-app' }, tokenOf({ azp: 'dsat-app' }))[2]).toBe(true)
    expect(read({ 'graphql-client-name': 'dsat-app' }, tokenOf({ azp: 'another' }))).toEqual([
      'dsat-app',
      '',
      false,
    ])
    expect(read({ 'graphql-client-name': 'dsat-app' }, ANYBODY)[2]).toBe(false)
  })

  it('keeps a hundred characters of a long name, and none that controls a terminal', () => {
    expect(read({ 'graphql-client-name': 'x'.repeat(10_000) }, ANYBODY)[0]).toBe('x'.repeat(100))
    const claims = { azp: 'a\u0000b\u001b[31m\n\u202ec\ud800' }
    expect(read({}, tokenOf(claims))).toEqual(['ab[31mc', '', true])
    expect(read({ 'graphql-client-name': '\u0007' }, ANYBODY)).toEqual(['', '', false])
    expect(read({}, tokenOf({ azp: 5 }))).toEqual(['', '', false])
  })
})
