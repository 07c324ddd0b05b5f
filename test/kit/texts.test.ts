import { sample } from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from './texts.ts'

it.each([
  ['a whole pair', /[\ud800-\udbff][\udc00-\udfff]/],
  ['the first half alone', /[\ud800-\udbff](?![\udc00-\udfff])/],
  ['the second half alone', /(?<![\ud800-\udbff])[\udc00-\udfff]/],
  ['the first half before a quote', /[\ud800-\udbff]"/],
  ['the halves in the other order', /[\udc00-\udfff][\ud800-\udbff]/],
  ['what JSON escapes by number', /\p{Cc}/u],
])('random texts have %s', (_, kind) => {
  expect(sample(anyText, { numRuns: 200, seed: 1 }).filter((text) => kind.test(text)).length).toBeGreaterThan(
    4,
  )
})
