import { expect, it } from 'vitest'
import { changeState, parseAddress, writeAddress } from './address.ts'

it.each([
  ['', { page: '', name: null, state: new Map() }],
  ['#/', { page: '', name: null, state: new Map() }],
  ['#/status', { page: 'status', name: null, state: new Map() }],
  ['#/bureau/ssm', { page: 'bureau', name: 'ssm', state: new Map() }],
  ['#/ask/eJwr-_?view=table', { page: 'ask', name: 'eJwr-_', state: new Map([['view', 'table']]) }],
  ['#/q/a%20b/c?sort=-name.pt', { page: 'q', name: 'a b/c', state: new Map([['sort', '-name.pt']]) }],
  ['#/ask/%F0%9F', { page: 'ask', name: '%F0%9F', state: new Map() }],
  ['#/ask?x=a%26b%3Dc', { page: 'ask', name: null, state: new Map([['x', 'a&b=c']]) }],
])('reads %s', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address)
})

it.each([
  '#/ask?list=museums.nodes&sort=-name.zh&x=month',
  '#/q/%E5%81%9C%E8%BB%8A?near=22.19%2C113.54',
  '#/status',
])('writes what it reads: %s', (hash) => {
  expect(writeAddress(parseAddress(hash))).toBe(hash)
})

it('keeps what a hostile link holds within bounds', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `k${index}=v`).join('&')
  expect(parseAddress(`#/ask?${many}`).state.size).toBe(40)
  expect(parseAddress(`#/ask?view=${'x'.repeat(1e6)}&sort=a`).state).toEqual(new Map([['sort', 'a']]))
  expect(parseAddress('#/ask?<script>=1&__proto__=2').state).toEqual(new Map([['__proto__', '2']]))
  expect(parseAddress('#/ask?%E0%A4%A=1&view=%').state).toEqual(new Map([['view', '%']]))
})

it('changes some keys and keeps the others', () => {
  const state = new Map([
    ['view', 'map'],
    ['doc', 'a'],
  ])
  expect(changeState(state, { view: null, sort: 'b' })).toEqual(
    new Map([
      ['doc', 'a'],
      ['sort', 'b'],
    ]),
  )
})
