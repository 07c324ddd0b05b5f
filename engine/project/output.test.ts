import { array, assert, property } from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from '../../test/kit/texts.ts'
import { Output } from './output.ts'

it('writes every string as JSON.stringify does', () => {
  assert(
    property(array(anyText), (texts) => {
      const output = new Output()
      for (const text of texts) output.string(text)
      expect(output.take().toString()).toBe(texts.map((text) => JSON.stringify(text)).join(''))
    }),
  )
})

it.each([
  ['half a surrogate pair', 'a\ud800b', '"a\\ud800b"'],
  ['the other half alone', '\udc00', '"\\udc00"'],
  ['the first half before what is above the second ones', '\ud83d\ue000', '"\\ud83d\ue000"'],
  ['a whole pair', '𠮷', '"𠮷"'],
  ['quotes, backslashes and control characters', '"\\\n\u0001', '"\\"\\\\\\n\\u0001"'],
])('escapes %s', (_, text, json) => {
  const output = new Output()
  output.string(text)
  expect(output.take().toString()).toBe(json)
})

it('takes back what was written when its position is set back', () => {
  const output = new Output()
  output.ascii('[1')
  const { at } = output
  output.string('not this')
  output.at = at
  output.byte(0x5d)
  expect(output.take().toString()).toBe('[1]')
})

it('keeps what it holds when it has to grow', () => {
  const output = new Output()
  const long = '澳門'.repeat(100_000)
  output.string('first')
  output.string(long)
  output.json(JSON.stringify({ long }))
  expect(output.take().toString()).toBe(`"first"${JSON.stringify(long)}${JSON.stringify({ long })}`)
})

it('gives a copy that writing on does not change', () => {
  const output = new Output()
  output.string('one')
  const taken = output.take()
  output.restart()
  output.string('two')
  expect(taken.toString()).toBe('"one"')
})
