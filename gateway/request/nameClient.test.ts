import { expect, it } from 'vitest'
import { nameClient } from './nameClient.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['2001:db8:0:1::', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  [undefined, ''],
])('names a client without a token by its network: %s', (remoteAddress, name) => {
  expect(nameClient({ kind: 'anonymous' }, { remoteAddress })).toBe(name)
})
