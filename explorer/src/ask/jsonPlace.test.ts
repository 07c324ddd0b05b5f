import { expect, it } from 'vitest'
import { findJsonPlace } from './jsonPlace.ts'

it.each([
  ['{', { path: [], wants: 'key', from: 1 }],
  ['{ "na', { path: [], wants: 'key', from: 2 }],
  ['{ na', { path: [], wants: 'key', from: 2 }],
  ['{ "a": 1, ', { path: [], wants: 'key', from: 10 }],
  ['{ "kind": ', { path: ['kind'], wants: 'value', from: 10 }],
  ['{ "kind": "PA', { path: ['kind'], wants: 'value', from: 10 }],
  ['{ "filter": { "kinds": ["A", ', { path: ['filter', 'kinds', 1], wants: 'value', from: 29 }],
  ['{ "filter": { "a": [{ "x": 1 }, { ', { path: ['filter', 'a', 1], wants: 'key', from: 34 }],
  ['{ "a": { "b": [1] }, "', { path: [], wants: 'key', from: 21 }],
  ['{ "a{[": "x}', { path: ['a{['], wants: 'value', from: 9 }],
])('finds where a word goes in %s', (text, place) => {
  expect(findJsonPlace(text)).toEqual(place)
})

it.each(['', '[]', '{ "a" ', '{ "a": 1 ', '{ "a": "b" ', '{ "a": "b"', '{}'])(
  'finds no place for a word in %s',
  (text) => {
    expect(findJsonPlace(text)).toBeNull()
  },
)
