import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { runsDirectly } from '../../../kit/root.ts'
import { readBureaus } from '../../../schema/bureaus/readBureaus.ts'
import { findCatalogue } from '../../../schema/bureaus/register.ts'
import { writeBureauFiles } from './bureauFiles.ts'
import { pascalOf, type NewBureau } from './names.ts'
import { listSharedFiles } from './sharedFiles.ts'

const USAGE = `Writes a new bureau into this repository: a subgraph with an entity, a feed with its snapshot and data set, tests, an
example, and its entry in subgraphs/NAME/bureau.yaml, from which all else follows.

  npm run new-bureau -- NAME [--bureau ID] [--owner @TEAM] [--contact ADDRESS] [--zh NAME] [--pt NAME] [--en NAME]
`

/** Throws for a name that cannot be a new bureau's. */
export function readNewBureau(root: URL, args: readonly string[]): NewBureau {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [name = '', ...more] = positionals
  if (more.length > 0 || !/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name))
    throw new Error(
      `NAME: expected a name such as "tides" or "road-works"; got ${JSON.stringify(positionals.join(' '))}.\n\n${USAGE}`,
    )
  if (existsSync(new URL(`subgraphs/${name}`, root)))
    throw new Error(`NAME: expected the name of no bureau that there is; got "${name}".`)
  const en = values.en ?? pascalOf(name)
  return {
    name,
    bureau: values.bureau ?? name,
    owner: values.owner ?? `@macao-open-gateway/${name}`,
    contact: values.contact ?? 'https://data.gov.mo',
    titles: { zh: values.zh ?? en, pt: values.pt ?? en, en },
  }
}

const OPTIONS = {
  bureau: { type: 'string' },
  owner: { type: 'string' },
  contact: { type: 'string' },
  zh: { type: 'string' },
  pt: { type: 'string' },
  en: { type: 'string' },
} as const

/** Writes the files under `root`, a folder URL ending in "/"; their paths. */
export function writeNewBureau(root: URL, bureau: NewBureau, catalogue: string): readonly string[] {
  const written = [
    ...writeBureauFiles(bureau, readTemplate(root)),
    ...listSharedFiles(catalogue).map(
      ({ file, add }) => [file, add(readFileSync(new URL(file, root), 'utf8'), bureau)] as const,
    ),
  ]
  for (const [file, text] of written) {
    const url = new URL(file, root)
    mkdirSync(dirname(fileURLToPath(url)), { recursive: true })
    writeFileSync(url, text)
  }
  const { problems } = readBureaus(root)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return written.map(([file]) => file)
}

/** Without what the commands make anew. */
function readTemplate(root: URL): ReadonlyMap<string, string> {
  const folder = new URL('subgraphs/_template/', root)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['schema.graphql', 'feeds.json'].includes(entry.name))
    .map((entry) =>
      `${entry.parentPath}/${entry.name}`.slice(fileURLToPath(folder).length).replace(/^\/+/, ''),
    )
  return new Map(files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]))
}

/** What makes the golden files, in this order. */
function listSteps(
  name: string,
  catalogue: string,
  files: readonly string[],
): readonly (readonly string[])[] {
  return [
    ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', ...files],
    ['node_modules/vitest/vitest.mjs', 'run', `subgraphs/${name}`],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['dist/schema/compose.js'],
    // The register has its entities now, of which the catalogue makes the types behind Node.
    ['node_modules/vitest/vitest.mjs', 'run', `subgraphs/${catalogue}/subgraph.test.ts`],
    ['dist/schema/compose.js'],
    ['dist/schema/access.js'],
  ]
}

function sayWhatIsLeft({ name, bureau, contact }: NewBureau): string {
  return `
subgraphs/${name} is written, composed and tested. Left to do, in this order:

1. subgraphs/${name}/bureau.yaml: the bureau's id ("${bureau}"), names, owner, contact (${contact}) and colours, where they are not yet
   as they should be; then \`npm run compose\`.
2. subgraphs/${name}/source.ts and data/: the real source in its own format, its limits and its snapshot.
3. schema.ts, resolvers.ts, subgraph.test.ts: its entities in place of ${pascalOf(name)}Notice; then
   \`UPDATE_GOLDEN=1 npx vitest run subgraphs/${name}\`, \`npm run build\`, \`npm run compose\` and \`npm run access\`; after
   another entity the catalogue's test likewise, and \`npm run compose\` again.
4. The data sets in the catalogue's data, each with its licence or null; the names of new types and fields in
   kit/tables/names, the question of the example in explorer/src/start/questions.ts.
5. test/kit/oracle: what a plain graph over the same data answers; the ids that its tests may ask for in
   test/kit/operations/values.ts.
6. Ask its owner for a review: \`npm run check\` is green before.
`
}

if (runsDirectly(import.meta.url)) {
  const args = process.argv.slice(2)
  if (args.includes('--help')) process.stdout.write(USAGE)
  else make(pathToFileURL(`${process.cwd()}/`), args)
}

function make(root: URL, args: readonly string[]): void {
  try {
    const bureau = readNewBureau(root, args)
    const catalogue = findCatalogue(readBureaus(root).bureaus)?.subgraph
    if (catalogue === undefined) throw new Error('expected a bureau that describes data sets; got none.')
    const files = writeNewBureau(root, bureau, catalogue)
    for (const step of listSteps(bureau.name, catalogue, files)) {
      const { status } = spawnSync(process.execPath, step, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, UPDATE_GOLDEN: '1' },
      })
      if (status !== 0) throw new Error(`Expected that this ends well; it did not: node ${step.join(' ')}`)
    }
    process.stdout.write(sayWhatIsLeft(bureau))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
