import { assert, property, string, type Arbitrary } from 'fast-check'
import { Parser } from 'n3'
import { expect, it } from 'vitest'
import { text } from './resource.ts'
import { writeTurtle } from './turtle.ts'

const anyWord: Arbitrary<string> = string({ unit: 'binary', maxLength: 30 })

it('reads back whatever was written, and nothing besides', () => {
  assert(
    property(anyWord, (word) => {
      const turtle = writeTurtle([
        { iri: 'http://a.example/', types: ['dcat:Dataset'], statements: [text('dct:title', word, 'pt')] },
      ])
      const [, title, ...more] = new Parser().parse(turtle)
      expect([title?.object.value, more]).toEqual([word, []])
    }),
  )
})

it.each(['"', '\\', '\n', '\r', '" ; dct:title "b', '\u0000\u2028', '"""', '\ud800'])(
  'ends no text by %j',
  (word) => {
    const statements = [text('dct:title', `a${word}b`)]
    const quads = new Parser().parse(
      writeTurtle([{ iri: 'http://a.example/', types: ['dcat:Dataset'], statements }]),
    )
    expect(quads.map(({ object }) => object.value).slice(1)).toEqual([
      `a${word.replace('\ud800', '\ufffd')}b`,
    ])
  },
)
