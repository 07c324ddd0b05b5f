import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../gateway/process/config/config.ts'

describe('the address of Redis', () => {
  it.each([
    ['redis://redis:6379', false],
    ['rediss://:secret@redis:6380/2', false],
    ['redis://a:1, redis://b:2,redis://c:3', true],
  ])('may be %s', (address, isCluster) => {
    const config = readConfig({ REDIS_URL: address, REDIS_CLUSTER: String(isCluster) })
    expect(config.redis).toMatchObject({ urls: address.split(/, ?/), isCluster })
  })

  it.each([
    [
      'is none',
      { REDIS_URL: 'http://redis:6379' },
      'REDIS_URL: expected an address such as "redis://redis:6379"',
    ],
    [
      'has TLS here and none there',
      { REDIS_URL: 'redis://a,rediss://b', REDIS_CLUSTER: 'true' },
      'several of one kind',
    ],
    ['is several, and no cluster', { REDIS_URL: 'redis://a,redis://b' }, 'REDIS_CLUSTER: expected true'],
    [
      'needs no authority',
      { REDIS_URL: 'redis://a', REDIS_CA_FILE: 'a.crt' },
      'REDIS_CA_FILE: expected nothing',
    ],
    [
      'is missing',
      { REDIS_CA_FILE: 'a.crt' },
      'REDIS_CA_FILE: expected nothing unless REDIS_URL begins with rediss://',
    ],
  ])('is refused where it %s', (_what, environment, message) => {
    expect(() => readConfig(environment)).toThrow(message)
  })

  it('is never repeated, since it may hold a password', () => {
    expect(() => readConfig({ REDIS_URL: 'redis//:sesame@redis' })).toThrow('got a value of 20 characters')
  })
})
