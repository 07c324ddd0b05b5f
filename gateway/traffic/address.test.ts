import { expect, it } from 'vitest'
import { pino } from 'pino'
import { createAddressOf, normaliseAddress, type ProxyHeader } from './address.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::99', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0003::1', '2001:db8:1:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [undefined, 'unknown'],
])('knows %s as %s', (address, known) => {
  expect(normaliseAddress(address)).toBe(known)
})

const PROXY = '10.0.0.1'
const addressOf = (hops: number, header: ProxyHeader, headers: Readonly<Record<string, string>>) =>
  createAddressOf({ trustedProxyHops: hops, trustedProxyHeader: header }, pino({ level: 'silent' }))(
    PROXY,
    headers,
  )

it.each([
  ['nobody is believed', 0, '192.0.2.1', PROXY],
  ['the proxy names whom it heard last', 1, '203.0.113.9, 192.0.2.1', '192.0.2.1'],
  ['two proxies each add one', 2, '203.0.113.9, 192.0.2.1, 10.0.0.2', '192.0.2.1'],
  ['one of two was passed by', 2, '192.0.2.1', '192.0.2.1'],
  ['a port stands with it', 1, '192.0.2.1:4711', '192.0.2.1'],
  ['IPv6 with a port', 1, '[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64'],
  ['it is no address', 1, 'unknown', PROXY],
  ['it is empty', 1, '', PROXY],
])('takes from X-Forwarded-For, where %s', (_why, hops, value, address) => {
  expect(addressOf(hops, 'x-forwarded-for', { 'x-forwarded-for': value })).toBe(address)
})

it.each([
  ['for=203.0.113.9, for=192.0.2.1;proto=https;by=10.0.0.1', '192.0.2.1'],
  ['proto=https;For="[2001:db8:1:2::9]:4711"', '2001:db8:1:2::/64'],
  ['for=_hidden', PROXY],
  ['proto=https', PROXY],
])('reads Forwarded: %s', (value, address) => {
  expect(addressOf(1, 'forwarded', { forwarded: value })).toBe(address)
})

it('never looks at the header that the proxies do not write', () => {
  expect(addressOf(1, 'x-forwarded-for', { forwarded: 'for=192.0.2.1' })).toBe(PROXY)
  expect(addressOf(1, 'forwarded', { 'x-forwarded-for': '192.0.2.1' })).toBe(PROXY)
})

it('warns once of a header that nobody is believed for', () => {
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const known = createAddressOf({ trustedProxyHops: 0, trustedProxyHeader: 'x-forwarded-for' }, log)
  for (let times = 0; times < 3; times++) known(PROXY, { 'x-forwarded-for': '192.0.2.1' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('TRUSTED_PROXY_HOPS')
})
