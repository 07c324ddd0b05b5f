import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { checkGolden, writeGolden } from '../schema/compose/golden.ts'
import { checkLaw } from './architecture/checkLaw.ts'
import { checkCycles } from './architecture/cycles.ts'
import { importLaw } from './architecture/importLaw.ts'
import { writeLaw } from './architecture/lawTable.ts'
import { readAllImports } from './architecture/readImports.ts'
import { isTest, listBureaus, readSources } from './architecture/sources.ts'

const BUREAU_FILES = ['bureau.yaml', 'README.md', 'schema.graphql', 'server.ts', 'data', 'subgraph.test.ts']
/** A part that has outgrown one file is a folder of the same name. */
const BUREAU_PARTS = ['schema', 'resolvers', 'loaders', 'source']

describe('the house', () => {
  const sources = readSources()
  const imports = readAllImports(sources)

  it('governs every folder by a row, and imports what the row permits', () => {
    expect(checkLaw(importLaw, sources, imports)).toEqual([])
  })

  it('lets only the pipeline, its rim and the graph join the stages of a request', () => {
    const stageOf = (file: string) => /^gateway\/request\/([^/.]+)\//.exec(file)?.[1]
    const crossing = imports.read.filter(({ from, to, isType }) => {
      if (isTest(from) || isType) return false
      const [stage, other] = [stageOf(from), stageOf(to)]
      return stage !== undefined && other !== undefined && stage !== other
    })
    expect(crossing.map(({ from, to }) => `${from} must not import ${to}`)).toEqual([])
  })

  it('has no cycles between files', () => {
    expect(checkCycles(importLaw, imports.read)).toEqual([])
  })

  it('numbers each decision once', () => {
    const decisions = readdirSync(new URL('docs/decisions/', packageRoot)).filter((name) =>
      /^\d{4}-/.test(name),
    )
    const numbers = decisions.map((name) => name.slice(0, 4))
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
    for (const name of decisions) {
      const [, heading] =
        /^# (\d+)[.:] /.exec(readFileSync(new URL(`docs/decisions/${name}`, packageRoot), 'utf8')) ?? []
      expect(Number(heading), name).toBe(Number(name.slice(0, 4)))
    }
  })

  it('shows the law of imports as it is', async () => {
    const name = 'docs/architecture.md'
    const page = new URL(name, packageRoot)
    const expected = await writeLaw(readFileSync(page, 'utf8'), importLaw)
    if (process.env.UPDATE_GOLDEN === '1') writeGolden(page, name, expected)
    const source = 'test/architecture/importLaw.ts says'
    const command = 'UPDATE_GOLDEN=1 npx vitest run test/architecture'
    expect(checkGolden(page, name, expected, { source, command })).toBeNull()
  })

  it.each(listBureaus(sources))('gives %s the shape of every bureau', (bureau) => {
    const entries = readdirSync(new URL(`subgraphs/${bureau}`, packageRoot))
    expect(entries).toEqual(expect.arrayContaining(BUREAU_FILES))
    for (const part of BUREAU_PARTS) {
      expect(
        entries.includes(part) || entries.includes(`${part}.ts`),
        `subgraphs/${bureau} has no ${part}.ts and no folder ${part}`,
      ).toBe(true)
    }
  })
})
