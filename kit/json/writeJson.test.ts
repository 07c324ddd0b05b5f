import { assert, property } from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from '../../test/kit/texts.ts'
import { quoteJson, writeJson } from './writeJson.ts'

it('quotes every text as JSON.stringify does', () => {
  assert(
    property(anyText, (text) => {
      expect(quoteJson(text)).toBe(JSON.stringify(text))
      expect(writeJson(text)).toBe(JSON.stringify(text))
    }),
  )
})

it.each([
  ['a whole pair', '𠮷', '"𠮷"'],
  ['the first half alone', 'a\ud800b', '"a\\ud800b"'],
  ['the last of the first halves', '\udbff', '"\\udbff"'],
  ['the last of the second halves', '\udfff', '"\\udfff"'],
  ['what stands beside the halves', '\ud7ff\ue000', '"\ud7ff\ue000"'],
  ['a quote after plain text', 'ab"', '"ab\\""'],
])('quotes %s', (_, text, json) => {
  expect(quoteJson(text)).toBe(json)
})
