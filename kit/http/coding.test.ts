import { expect, it } from 'vitest'
import { chooseCoding } from './coding.ts'

it.each<[string | undefined, string, boolean?]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['br; q=0.8 ,gzip;q=0.9', 'gzip'],
  ['identity, br;q=0.5', 'identity'],
  ['br, identity', 'br'],
  ['*', 'br'],
  ['*;q=0.1, br;q=0', 'gzip'],
  ['zstd', 'identity'],
  ['gzip;level=9', 'identity'],
  ['gzip;q=2', 'identity'],
  ['identity;q=0, gzip', 'gzip', true],
  ['*;q=0, gzip', 'gzip', true],
  ['*;q=0', 'identity', true],
  ['identity;q=0', 'identity', true],
])('of Accept-Encoding %j, %s is sent', (accepted, coding, refusesIdentity = false) => {
  expect(chooseCoding(accepted)).toEqual({ coding, refusesIdentity })
})
