import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { derivedFiles, deriveFile } from './bureaus/derivedFiles.ts'
import { writeBureauSchema } from './bureaus/bureau.ts'
import { readBureaus } from './bureaus/readBureaus.ts'
import { REGISTER_FILE, writeRegister } from './bureaus/register.ts'
import { checkCacheTags } from './compose/cacheTags.ts'
import { checkComposedAccess, checkUnlinkedProtection } from './compose/composedAccess.ts'
import { runComposition, type ComposedGraph } from './compose/composition.ts'
import { checkDataSets, detailsFile, listDataSets } from './compose/dataSets.ts'
import { checkDescriptions } from './compose/descriptions.ts'
import { parseSchemaFile, type SchemaFile, type SubgraphDocument } from './compose/document.ts'
import { checkFieldDirectives } from './compose/fieldDirectives.ts'
import { checkGolden, settleStale, writeGolden } from './compose/golden.ts'
import { checkLifeCycles, readDataSets } from './compose/lifeCycle.ts'
import { checkNodes, withNodes } from './compose/nodes.ts'
import { checkNullability } from './compose/nullability.ts'
import { checkOwnedObjects } from './compose/ownedObjects.ts'
import { findOwners } from './compose/owners.ts'
import { checkRequiredAccess } from './compose/requiredAccess.ts'
import { checkSearchable } from './compose/searchable.ts'
import { checkSharedTypes } from './compose/sharedTypes.ts'
import { checkTags } from './compose/tags.ts'
import { composeVariants } from './compose/variants.ts'
import { NO_VARIANTS, parseVariants, withPublic, type Variants } from './variant/variants.ts'

/** What the subgraphs' schemas compose to, or every reason why they do not. */
export function composeGraph(
  files: readonly SchemaFile[],
  variants: Variants = NO_VARIANTS,
): (ComposedGraph & Pick<JudgedGraph, 'variantSdls'>) | { problems: string[] } {
  const parsed = files.map(parseSchemaFile)
  const unreadable = parsed.flatMap((file) => ('problem' in file ? [file.problem] : []))
  if (unreadable.length > 0) return { problems: unreadable }
  const judged = judgeGraph(
    parsed.flatMap((file) => ('problem' in file ? [] : [file])),
    variants,
  )
  const { composed, problems } = judged
  if (composed === null || problems.length > 0) return { problems: problems.map(({ sentence }) => sentence) }
  return { ...composed, variantSdls: judged.variantSdls }
}

export interface JudgedGraph {
  /** What the subgraphs compose to by the rules of federation; null when they do not. */
  readonly composed: ComposedGraph | null
  /** What clients see of each variant, by its name; without those that are no schema. */
  readonly variantSdls: ReadonlyMap<string, string>
  /** Every reason, federation's and ours, why it may not be the graph. */
  readonly problems: readonly GraphProblem[]
}

export interface GraphProblem {
  /** Which check found it: federation's own are "composition". */
  readonly rule: string
  /** Begins with "file:line: ", or has one indented line for each place. */
  readonly sentence: string
}

export function judgeGraph(
  subgraphs: readonly SubgraphDocument[],
  variants: Variants = NO_VARIANTS,
): JudgedGraph {
  const { owners, problems: ownerless } = findOwners(subgraphs)
  const problems = [
    ...namedProblems('one-owner', ownerless),
    ...namedProblems('nullable-at-borders', checkNullability(subgraphs, owners)),
    ...namedProblems('shared-is-identical', checkSharedTypes(subgraphs, owners)),
    ...namedProblems('searchable-is-public', checkSearchable(subgraphs, owners)),
    ...namedProblems('entities-are-nodes', checkNodes(subgraphs, owners)),
    ...subgraphs.flatMap(judgeSubgraph),
    ...namedProblems('protection-is-linked', checkUnlinkedProtection(subgraphs)),
    ...namedProblems('owned-objects', checkOwnedObjects(subgraphs)),
    ...namedProblems('computed-is-protected', checkRequiredAccess(subgraphs)),
    ...namedProblems('cache-tags', checkCacheTags(subgraphs)),
  ]
  const composed = runComposition(subgraphs, owners)
  if ('problems' in composed)
    return {
      composed: null,
      variantSdls: new Map(),
      problems: [...problems, ...namedProblems('composition', composed.problems)],
    }
  const composedVariants = composeVariants(composed, withPublic(variants))
  problems.push(
    ...namedProblems('protection-composes', checkComposedAccess(subgraphs, composed.supergraphSdl)),
    ...namedProblems('variants', composedVariants.problems),
  )
  let variantSdls: ReadonlyMap<string, string> | undefined
  return {
    composed,
    get variantSdls() {
      return (variantSdls ??= composedVariants.print())
    },
    problems,
  }
}

/** What can be said of one bureau's schema without the others. */
export function judgeSubgraph(subgraph: SubgraphDocument): readonly GraphProblem[] {
  return [
    ...namedProblems('described', checkDescriptions([subgraph])),
    ...namedProblems('directives-in-place', checkFieldDirectives([subgraph])),
    ...namedProblems('tags-are-its-own', checkTags(subgraph)),
  ]
}

function namedProblems(rule: string, sentences: readonly string[]): readonly GraphProblem[] {
  return sentences.map((sentence) => ({ rule, sentence }))
}

/** The committed schema of each bureau under `root`, a folder URL ending in "/". The template is no bureau. */
export function readSchemaFiles(root: URL): readonly SchemaFile[] {
  const { bureaus } = readBureaus(root)
  return readdirSync(new URL('subgraphs/', root))
    .filter((name) => !name.startsWith('_'))
    .map((name) => ({ name, file: `subgraphs/${name}/schema.graphql` }))
    .filter(({ file }) => existsSync(new URL(file, root)))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, file }) => ({
      name,
      file,
      sdl: readFileSync(new URL(file, root), 'utf8'),
      bureau: bureaus.find(({ subgraph }) => subgraph === name),
    }))
}

/**
 * `npm run compose [-- --check]`: writes or checks, under `root`, what is made of the bureaus' schemas and of their entries;
 * the exit code and what to print.
 */
export function runCompose(root: URL, check: boolean): { exitCode: number; lines: readonly string[] } {
  const files = readSchemaFiles(root)
  const variants = readVariants(root)
  if ('problem' in variants) return { exitCode: 1, lines: [variants.problem] }
  const graph = composeGraph(files, variants)
  const { bureaus, problems: unusable } = readBureaus(root)
  const problems = [
    ...unusable,
    ...('problems' in graph ? graph.problems : []),
    ...checkDataSets(root, bureaus),
  ]
  if ('problems' in graph || problems.length > 0) return { exitCode: 1, lines: problems }
  const dataSets = readDataSets(root, bureaus)
  const ended =
    'problem' in dataSets
      ? [dataSets.problem]
      : checkLifeCycles(dataSets, graph.apiSdl).map((sentence) => `${detailsFile(bureaus)}: ${sentence}`)
  if (ended.length > 0) return { exitCode: 1, lines: ended }
  const documents = files.map(parseSchemaFile).flatMap((file) => ('problem' in file ? [] : [file]))
  const { owners } = findOwners(documents)
  const derived = derivedFiles.flatMap((file) => deriveFile(file, root, bureaus, owners))
  const underivable = derived.flatMap((file) => ('problem' in file ? [file.problem] : []))
  if (underivable.length > 0) return { exitCode: 1, lines: underivable }
  const golden = [
    { name: 'schema/supergraph.graphql', text: graph.supergraphSdl },
    { name: 'schema/api.graphql', text: graph.apiSdl },
    ...[...variants.keys()].map((name) => ({
      name: `${VARIANT_FOLDER}${name}.graphql`,
      text: graph.variantSdls.get(name) ?? '',
    })),
    { name: REGISTER_FILE, text: writeRegister(withNodes(bureaus, documents, owners)) },
    { name: 'schema/bureau.schema.json', text: writeBureauSchema() },
    ...listDataSets(root, bureaus),
    ...derived.flatMap((file) => ('problem' in file ? [] : [file])),
  ]
  const settle = check ? checkGolden : writeGolden
  const lines = [
    ...golden.map(({ name, text }) => settle(new URL(name, root), name, text)),
    ...settleStale(root, VARIANT_FOLDER, new Set(golden.map(({ name }) => name)), check),
  ].filter((line) => line !== null)
  if (lines.length > 0) return { exitCode: check ? 1 : 0, lines }
  return { exitCode: 0, lines: [`The graph of ${files.map(({ name }) => name).join(', ')} is up to date.`] }
}

const VARIANTS_FILE = 'schema/variants.json'
const VARIANT_FOLDER = 'schema/variants/'

/** The variants that a file under `root` names; none without it. */
export function readVariants(root: URL): Variants | { readonly problem: string } {
  const file = new URL(VARIANTS_FILE, root)
  if (!existsSync(file)) return NO_VARIANTS
  try {
    return parseVariants(readFileSync(file, 'utf8'))
  } catch (error) {
    return { problem: `${VARIANTS_FILE}: ${error instanceof Error ? error.message : 'unreadable'}.` }
  }
}

// Composition reads only SDL and entries, from the repository in which the command is run: npm runs it in its root.
if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { exitCode, lines } = runCompose(pathToFileURL(`${process.cwd()}/`), process.argv.includes('--check'))
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
}
