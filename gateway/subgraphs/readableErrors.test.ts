import { expect, it } from 'vitest'
import { ERROR_CODES } from '../errors.ts'
import { createReadError } from './readableErrors.ts'

const read = createReadError()
const readMessage = (message: unknown) => read({ message })
const told = (message: unknown, code = 'SUBGRAPH_ERROR') => ({
  message,
  path: undefined,
  extensions: { code },
})

it.each(Object.keys(ERROR_CODES))('%s is told only where a subgraph may say it', (code) => {
  const mayBeSaid = ['BAD_USER_INPUT', 'SOURCE_UNAVAILABLE', 'SUBGRAPH_ERROR'].includes(code)
  const listed = createReadError({ codes: [code], extensions: [] })
  for (const readError of [read, listed])
    expect(readError({ message: 'no', extensions: { code } })).toEqual(
      told('no', mayBeSaid ? code : 'SUBGRAPH_ERROR'),
    )
})

it('tells the codes and the keys of extensions that the settings list', () => {
  const extensions = { code: 'SOLD_OUT', until: '2026-07-01', trace: 'at /srv', __proto__: null }
  const settings = { codes: ['SOLD_OUT'], extensions: ['until', 'code', 'constructor'] }
  expect(createReadError(settings)({ message: 'no', extensions })).toEqual({
    message: 'no',
    path: undefined,
    extensions: { code: 'SOLD_OUT', until: '2026-07-01' },
  })
  expect(read({ message: 'no', extensions })).toEqual(told('no'))
})

it.each([
  ['connect ECONNREFUSED 10.0.3.7:5432', 'connect ECONNREFUSED [address]'],
  ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED [address]'],
  ['connect ENOENT /run/pg.sock', 'connect ENOENT [address]'],
  ['getaddrinfo ENOTFOUND db', 'getaddrinfo ENOTFOUND [address]'],
  ['request to http://stock.internal/v1?key=1 failed', 'request to [address] failed'],
  ['postgres://user:secret@db/x refused', '[address] refused'],
  ['no answer of db.internal:5432, nor of localhost:80', 'no answer of [address], nor of [address]'],
  ['peers fe80::1 and [2001:db8::7]:443 and 1:2:3:4:5:6:7:8', 'peers [address] and [address] and [address]'],
  ['first\n    at run (/srv/app.js:1:2)', 'first'],
  ['first\u2028second', 'first'],
])('%s is told without addresses in one line', (message, readable) => {
  expect(readMessage(message)).toEqual(told(readable))
})

it.each([
  'at: expected a DateTime; got "2026-13-01T10:30+08:00".',
  'Museum.name has no value at 10:30:00, position 22.18880,113.55465',
  'first: expected 1 to 100; got 101. Foo::bar',
  '澳門：找不到這個地方。',
])('%s is told as it is', (message) => {
  expect(readMessage(message)).toEqual(told(message))
})

it('cuts a message that is longer than a line', () => {
  expect(readMessage('x'.repeat(5_000))).toEqual(told(`${'x'.repeat(500)}…`))
})
