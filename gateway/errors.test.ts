import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { ERROR_CODES } from './errors.ts'

it('tells clients what to do about every code that they can see', () => {
  const guide = readFileSync(new URL('docs/guides/clients.md', packageRoot), 'utf8')
  expect(Object.keys(ERROR_CODES).filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
})
