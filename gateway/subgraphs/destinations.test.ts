import { describe, expect, it } from 'vitest'
import { listDestinations, parseAddress } from './destinations.ts'

const NONE = { addresses: [], origins: new Set<string>() }

describe('the address of a supergraph', () => {
  it.each([
    ['http://127.0.0.1:4001/graphql', true],
    ['http://localhost/graphql', true],
    ['http://[::1]:4001/', true],
    ['http://127.1/', true],
    ['http://localhost.thief.example/', false],
    ['http://127.0.0.1.thief.example/', false],
    ['http://localhost@thief.example/', false],
    ['http://thief.example/?http://localhost/', false],
    ['https://listed.example/any/path', true],
    ['https://listed.example:443/', true],
    ['https://LISTED.example/', true],
    ['http://listed.example/', false],
    ['https://listed.example:444/', false],
    ['https://a.listed.example/', false],
    ['https://listed.example@thief.example/', false],
    ['https://listed.example.thief.example/', false],
    ['https:\\\\thief.example\\@listed.example/', undefined],
  ])('%s is listed: %s', (url, isListed) => {
    const settings = { ...NONE, origins: new Set(['https://listed.example']) }
    expect(listDestinations(settings, url, true)[0]?.isListed).toBe(isListed)
  })

  it.each(['', 'nowhere', 'ftp://a/', 'file:///etc/passwd', 'http://', 'unix:/run/x'])(
    'is none in %j',
    (url) => expect(listDestinations(NONE, url, true)).toEqual([]),
  )
})

it.each([
  ['http://a/', 'http://a/', undefined],
  ['http://user:pass@a/x?y', 'http://a/x?y', 'user:pass'],
  ['http://user@a/', 'http://a/', 'user:'],
  ['http://%zz:1@a/', 'http://a/', '%zz:1'],
])('the credentials of %s', (text, url, credentials) => {
  expect(parseAddress(text)).toEqual({
    url,
    authorization: credentials && `Basic ${Buffer.from(credentials).toString('base64')}`,
  })
})
