import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { checkCacheTags } from './compose/cacheTags.ts'
import { checkComposedAccess, checkUnlinkedProtection } from './compose/composedAccess.ts'
import { runComposition, type ComposedGraph } from './compose/composition.ts'
import { checkDataSets } from './compose/dataSets.ts'
import { checkDescriptions } from './compose/descriptions.ts'
import { parseSchemaFile, type SchemaFile } from './compose/document.ts'
import { checkFieldDirectives } from './compose/fieldDirectives.ts'
import { checkGolden, writeGolden } from './compose/golden.ts'
import { checkNullability } from './compose/nullability.ts'
import { checkOwnedObjects } from './compose/ownedObjects.ts'
import { findOwners } from './compose/owners.ts'
import { checkPublicVariant } from './compose/publicVariant.ts'
import { checkRequiredAccess } from './compose/requiredAccess.ts'
import { checkSharedTypes } from './compose/sharedTypes.ts'

/** The two golden files that the subgraphs' schemas compose to, or every reason why they do not. */
export function composeGraph(files: readonly SchemaFile[]): ComposedGraph | { problems: string[] } {
  const parsed = files.map(parseSchemaFile)
  const unreadable = parsed.flatMap((file) => ('problem' in file ? [file.problem] : []))
  if (unreadable.length > 0) return { problems: unreadable }
  const subgraphs = parsed.flatMap((file) => ('problem' in file ? [] : [file]))

  const { owners, problems } = findOwners(subgraphs)
  problems.push(
    ...checkNullability(subgraphs, owners),
    ...checkSharedTypes(subgraphs, owners),
    ...checkDescriptions(subgraphs),
    ...checkFieldDirectives(subgraphs),
    ...checkUnlinkedProtection(subgraphs),
    ...checkOwnedObjects(subgraphs),
    ...checkRequiredAccess(subgraphs),
    ...checkCacheTags(subgraphs),
  )
  const composed = runComposition(subgraphs, owners)
  if ('problems' in composed) problems.push(...composed.problems)
  else {
    const { supergraphSdl } = composed
    problems.push(...checkComposedAccess(subgraphs, supergraphSdl), ...checkPublicVariant(supergraphSdl))
  }
  return 'problems' in composed || problems.length > 0 ? { problems } : composed
}

/** The committed schema of each bureau under `root`, a folder URL ending in "/". The template is no bureau. */
export function readSchemaFiles(root: URL): readonly SchemaFile[] {
  return readdirSync(new URL('subgraphs/', root))
    .filter((name) => !name.startsWith('_'))
    .map((name) => ({ name, file: `subgraphs/${name}/schema.graphql` }))
    .filter(({ file }) => existsSync(new URL(file, root)))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, file }) => ({ name, file, sdl: readFileSync(new URL(file, root), 'utf8') }))
}

/** `npm run compose [-- --check]`: writes or checks both files under `root`; the exit code and what to print. */
export function runCompose(root: URL, check: boolean): { exitCode: number; lines: readonly string[] } {
  const files = readSchemaFiles(root)
  const graph = composeGraph(files)
  const problems = [...('problems' in graph ? graph.problems : []), ...checkDataSets(root)]
  if ('problems' in graph || problems.length > 0) return { exitCode: 1, lines: problems }
  const settle = check ? checkGolden : writeGolden
  const lines = [
    settle(new URL('schema/supergraph.graphql', root), 'schema/supergraph.graphql', graph.supergraphSdl),
    settle(new URL('schema/api.graphql', root), 'schema/api.graphql', graph.apiSdl),
  ].filter((line) => line !== null)
  if (lines.length > 0) return { exitCode: check ? 1 : 0, lines }
  return { exitCode: 0, lines: [`The graph of ${files.map(({ name }) => name).join(', ')} is up to date.`] }
}

// Composition reads only SDL, from the repository in which the command is run: npm runs it in its root.
if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { exitCode, lines } = runCompose(pathToFileURL(`${process.cwd()}/`), process.argv.includes('--check'))
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
}
