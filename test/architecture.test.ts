import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'

const ROOT = fileURLToPath(packageRoot)
const BUREAUS = ['catalogue', 'tourism', 'health', 'transport', 'culture']
const BUREAU_FILES = ['README.md', 'schema.graphql', 'server.ts', 'data', 'subgraph.test.ts']
/** A part that has outgrown one file is a folder of the same name. */
const BUREAU_PARTS = ['schema', 'resolvers', 'loaders', 'source']

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

describe('the house', () => {
  const imports = sourceFiles().flatMap(readImports)

  it('lets kit and schema import only packages', () => {
    expect(
      violations(
        imports,
        (file) => file.startsWith('kit/'),
        (to) => to.startsWith('kit/'),
      ),
    ).toEqual([])
    expect(
      violations(
        imports,
        (file) => file.startsWith('schema/') && !isTest(file),
        (to) => to.startsWith('schema/') || to.startsWith('kit/'),
      ),
    ).toEqual([])
  })

  it('keeps every bureau to itself, the kit of the subgraphs, the shared words and the kit', () => {
    for (const bureau of [...BUREAUS, '_kit', '_template']) {
      const own = `subgraphs/${bureau}/`
      const allowed = [own, 'subgraphs/_kit/', 'schema/', 'kit/']
      expect(
        violations(
          imports,
          (file) => file.startsWith(own) && !isTest(file),
          (to) => allowed.some((folder) => to.startsWith(folder)),
        ),
      ).toEqual([])
    }
  })

  it('keeps the gateway from knowing any subgraph, save the process that runs them all', () => {
    const mayImport = (to: string) =>
      ['engine/', 'gateway/', 'schema/', 'kit/'].some((folder) => to.startsWith(folder))
    expect(
      violations(
        imports,
        (file) => file.startsWith('gateway/') && !isTest(file) && file !== 'gateway/allInOne.ts',
        mayImport,
      ),
    ).toEqual([])
  })

  it('lets only the pipeline, its rim and the graph join the stages of a request', () => {
    const stageOf = (file: string) => /^gateway\/request\/([^/.]+)\//.exec(file)?.[1]
    const crossing = imports.filter(({ from, to, typeOnly }) => {
      if (isTest(from) || typeOnly) return false
      const [stage, other] = [stageOf(from), stageOf(to)]
      return stage !== undefined && other !== undefined && stage !== other
    })
    expect(crossing.map(sentence)).toEqual([])
  })

  it('has no cycles between files', () => {
    expect(findCycle(imports.filter(({ typeOnly }) => !typeOnly))).toBeNull()
  })

  it.each(BUREAUS)('gives %s the shape of every bureau', (bureau) => {
    const entries = readdirSync(join(ROOT, 'subgraphs', bureau))
    expect(entries).toEqual(expect.arrayContaining(BUREAU_FILES))
    for (const part of BUREAU_PARTS) {
      expect(
        entries.includes(part) || entries.includes(`${part}.ts`),
        `subgraphs/${bureau} has no ${part}.ts and no folder ${part}`,
      ).toBe(true)
    }
  })
})

function violations(
  imports: readonly Import[],
  isOurs: (file: string) => boolean,
  mayImport: (to: string) => boolean,
): readonly string[] {
  return imports.filter(({ from, to }) => isOurs(from) && !mayImport(to)).map(sentence)
}

function sentence({ from, to }: Import): string {
  return `${from} must not import ${to}`
}

/** Tests, and what only tests use: `testSubgraph.ts`. */
function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || /\/test[A-Z]\w*\.ts$/.test(file)
}

function sourceFiles(): readonly string[] {
  const list = (folder: string): readonly string[] =>
    readdirSync(join(ROOT, folder)).flatMap((name) => {
      const path = `${folder}/${name}`
      if (name === 'node_modules' || name === 'dist') return []
      if (statSync(join(ROOT, path)).isDirectory()) return list(path)
      return path.endsWith('.ts') ? [path] : []
    })
  return ['engine', 'gateway', 'subgraphs', 'schema', 'kit'].flatMap(list)
}

function readImports(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/gm)].map(
    ([, type, target]) => ({
      from: file,
      to: normalize(join(dirname(file), target ?? ''))
        .split(sep)
        .join('/'),
      typeOnly: type !== undefined,
    }),
  )
}

/** The files of one cycle, or null; depth first, each file once. */
function findCycle(imports: readonly Import[]): readonly string[] | null {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    path.push(file)
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target)
      if (cycle) return cycle
    }
    path.pop()
    done.add(file)
    return null
  }
  for (const file of next.keys()) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return null
}
