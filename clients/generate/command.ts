import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { buildSchema, parse, printSchema } from 'graphql'
import { ERROR_CODES } from '../../gateway/errors.ts'
import { digest } from '../../kit/digest.ts'
import { packageRoot } from '../../kit/root.ts'
import { markFields, readApiMarks } from '../../schema/semanticNonNull.ts'
import { askSamples } from './askSamples.ts'
import { collectSamples } from './collectSamples.ts'
import { readGraphFacts } from './graphFacts.ts'
import { writeSampleQueries } from './sampleQueries.ts'
import { writeShortIntrospection } from './shortIntrospection.ts'

/**
 * `npm run clients` makes the package for front ends from the graph: this part writes what is generated, TypeScript then
 * compiles it. Nothing of it is committed, so that a change of the graph is one file's diff.
 */
const PACKAGE = new URL('clients/typescript/', packageRoot)
const sdl = readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8')
const publicSdl = readFileSync(new URL('schema/variants/public.graphql', packageRoot), 'utf8')
const schema = buildSchema(sdl, { assumeValidSDL: true })
/** The same as in the `ETag` of `GET /schema.graphql`, whose text it is of. */
const schemaText = markFields(printSchema(schema), readApiMarks(parse(sdl)))
const graphVersion = digest(schemaText)

const queries = writeSampleQueries(buildSchema(publicSdl, { assumeValidSDL: true }))
const samples = collectSamples(await askSamples(queries))
const facts = { graphVersion, ...readGraphFacts(schema), errorCodes: ERROR_CODES }

write('src/generated/graph.ts', Object.entries(facts).map(writeConstant).join('\n'))
write('src/generated/samples.ts', writeConstant(['samples', samples]))
rmSync(new URL('dist', PACKAGE), { recursive: true, force: true })
write('dist/schema.graphql', schemaText)
write('dist/introspection.json', writeShortIntrospection(schema))
write('dist/package.json', `${JSON.stringify(versioned(), null, 2)}\n`)
for (const name of ['README.md', '../../LICENSE'])
  cpSync(new URL(name, PACKAGE), new URL(`dist/${name.split('/').at(-1)}`, PACKAGE))

function versioned(): object {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))
  return {
    ...manifest,
    version: `${manifest.version}-graph.${Buffer.from(graphVersion, 'base64url').toString('hex').slice(0, 12)}`,
  }
}

function writeConstant([name, value]: readonly [string, unknown]): string {
  return `export const ${name} = ${JSON.stringify(value, null, 1)} as const\n`
}

function write(name: string, content: string): void {
  const file = new URL(name, PACKAGE)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, content)
}
