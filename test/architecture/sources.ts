import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../kit/root.ts'

/** Files by their path from the root, with "/". */
export type Sources = ReadonlyMap<string, string>

const NOT_OURS = new Set(['node_modules', 'dist', 'generated', 'coverage'])
const IS_SOURCE = /\.[cm]?[jt]sx?$/

/** All source there is: a folder that nobody thought of is read too. */
export function readSources(root = fileURLToPath(packageRoot), wanted = IS_SOURCE): Sources {
  return new Map(listSources(root, '', wanted).map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]))
}

function listSources(root: string, folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`
    if (entry.isDirectory()) return isOurs(entry.name) ? listSources(root, `${path}/`, wanted) : []
    return entry.isFile() && wanted.test(path) ? [path] : []
  })
}

function isOurs(folder: string): boolean {
  return !folder.startsWith('.') && !NOT_OURS.has(folder)
}

/** Tests, and what only tests use: `testSubgraph.ts`. */
export function isTest(file: string): boolean {
  return /\.test\.[cm]?[jt]sx?$/.test(file) || /\/test[A-Z]\w*\.ts$/.test(file)
}

/** The bureaus, by the same reading. */
export function listBureaus(sources: Sources): readonly string[] {
  const names = [...sources.keys()].map((file) => /^subgraphs\/([^_/][^/]*)\//.exec(file)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))]
}
