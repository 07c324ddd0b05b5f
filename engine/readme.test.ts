import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { packageRoot } from '../kit/root.ts'

const FOLDER = new URL('.artifacts/', packageRoot)
const EXAMPLE = new URL(`engineReadme.${process.pid}.ts`, FOLDER)

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(EXAMPLE, { force: true })
})

it('the example of the README prints what stands below it', async () => {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8')
  const [code, output] = [...readme.matchAll(/^```(?:ts)?\n([^]*?)^```$/gm)].map(([, text]) => text ?? '')
  expect(code).toContain('createEngine({')
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...words: readonly unknown[]) => {
    printed.push(`${words.map(String).join(' ')}\n`)
  })
  await mkdir(FOLDER, { recursive: true })
  const root = fileURLToPath(packageRoot)
  const standing = (code ?? '')
    .replace("'./index.ts'", `'${root}engine/index.ts'`)
    .replace("'schema/supergraph.graphql'", `'${root}schema/supergraph.graphql'`)
  await writeFile(EXAMPLE, standing)
  await import(EXAMPLE.href)
  expect(printed.join('')).toBe(output)
})
