import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadPart, PartMissing } from './loadPart.ts'

const SOURCES = new URL('..', import.meta.url)

it('is the one way by which parts of the page are fetched', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  )
  const imports = files.flatMap((name) => {
    const text = readFileSync(new URL(name, SOURCES), 'utf8')
    return text.match(/^.*\bimport\('.*$/gm)?.map((line) => `${name}: ${line.trim()}`) ?? []
  })
  expect(imports.length).toBeGreaterThan(10)
  expect(imports.filter((line) => !line.includes('loadPart(() => import('))).toEqual([])
})

it('says that a part of the page is missing, and why', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module')
  const failed = loadPart(() => Promise.reject(cause))
  await expect(failed).rejects.toBeInstanceOf(PartMissing)
  await expect(failed).rejects.toMatchObject({ cause })
})
