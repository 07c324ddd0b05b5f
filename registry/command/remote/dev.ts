import { existsSync, unwatchFile, watchFile } from 'node:fs'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { shortLine } from '../../../kit/shortLine.ts'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
import { readSchemaFiles } from '../../../schema/compose.ts'
import type { SchemaFile } from '../../../schema/compose/document.ts'
import { composeFiles } from '../../acts/composeRelease.ts'
import { parseEntry } from '../../acts/liveGraph.ts'
import { MOST_SCHEMA_BYTES } from '../../live/parseProposed.ts'
import { RegistryRefusal } from '../../refusals.ts'
import { UnusableInput } from '../../unusableInput.ts'
import { readText } from '../readSchema.ts'
import type { CommandContext, Verb } from '../verb.ts'
import {
  openRemote,
  pathOf,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireOption,
  requireSubgraph,
} from './options.ts'

const HELP = `graph dev --subgraph NAME --schema FILE --url URL

Composes the schema of a subgraph on this machine with all others, at the start and whenever the file is saved, and tells
what is wrong with it. What composes is written to a file, which a gateway follows:

  SUPERGRAPH_FILE=supergraph.graphql npm start

then serves the other subgraphs by their snapshots, and yours at its address. It ends by Ctrl-C.

  --subgraph NAME   whose schema it is
  --schema FILE     its SDL
  --url URL         where the subgraph runs, such as http://127.0.0.1:4006/graphql
  --out FILE        where the supergraph is written (supergraph.graphql)
  --live DIR        the repository that holds the others (this folder); with --registry they are the registry's
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`

/** Editors save by several steps within some milliseconds. */
const LOOK_MS = 100

export const dev: Verb = {
  summary: 'composes a schema with the others whenever it is saved',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const subgraph = requireSubgraph(values.subgraph)
    const schema = requireOption('schema', values.schema, 'a file')
    const url = requireOption('url', values.url, 'an address')
    const out = pathOf(values.out, context)
    const live = await readLiveFiles(values, context)
    const others = live.filter(({ name }) => name !== subgraph)
    const bureau = live.find(({ name }) => name === subgraph)?.bureau
    const compose = async (): Promise<void> => {
      const began = performance.now()
      try {
        const sdl = readText(schema, MOST_SCHEMA_BYTES, pathOf(schema, context))
        const { supergraphSdl } = composeFiles([
          ...others,
          { name: subgraph, file: schema, url, sdl, bureau },
        ])
        await replaceFile(out, supergraphSdl)
        const took = Math.round(performance.now() - began)
        context.print(`${subgraph} composes (${took} ms): ${values.out} is written.\n`)
      } catch (error) {
        if (!(error instanceof RegistryRefusal || error instanceof UnusableInput)) throw error
        context.print(`${error.message.split('\n').map(shortLine).join('\n')}\n`)
      }
    }
    await compose()
    await whileWatched(pathOf(schema, context), compose, context.untilStopped())
    return { exitCode: 0, text: '' }
  },
}

const OPTIONS = {
  ...REMOTE_OPTIONS,
  subgraph: { type: 'string' },
  schema: { type: 'string' },
  url: { type: 'string' },
  out: { type: 'string', default: 'supergraph.graphql' },
  live: { type: 'string', default: '.' },
} as const

async function whileWatched(
  file: string,
  work: () => Promise<void>,
  untilStopped: Promise<unknown>,
): Promise<void> {
  let pending: Promise<void> = Promise.resolve()
  const onChange = (): void => {
    pending = pending.then(work)
  }
  watchFile(file, { interval: LOOK_MS }, onChange)
  try {
    await untilStopped
  } finally {
    unwatchFile(file, onChange)
    await pending
  }
}

interface GivenLive {
  readonly live: string
  readonly registry?: string | undefined
  readonly key?: string | undefined
}

async function readLiveFiles(given: GivenLive, context: CommandContext): Promise<readonly SchemaFile[]> {
  if (given.registry !== undefined) return fetchFiles(given, context)
  const root = pathToFileURL(`${pathOf(given.live, context)}/`)
  if (existsSync(new URL('subgraphs/', root))) return readSchemaFiles(root)
  throw new UnusableInput(`--live: expected a repository with subgraphs/; got ${given.live}.`)
}

const listShape = z.object({ subgraphs: z.array(z.object({ name: z.string() })) })
const subgraphShape = z.object({ address: z.string(), sdl: z.string(), bureau: z.string().nullable() })

async function fetchFiles(given: GivenLive, context: CommandContext): Promise<readonly SchemaFile[]> {
  const remote = openRemote(given, context)
  const { subgraphs } = await remote.get('/v1/subgraphs', listShape)
  return Promise.all(
    subgraphs.map(async ({ name }) => {
      const { address, sdl, bureau } = await remote.get(`/v1/subgraphs/${name}`, subgraphShape)
      const entry = bureau === null ? undefined : parseEntry(name, bureau)
      return { name, file: `live/${name}.graphql`, url: address, sdl, bureau: entry }
    }),
  )
}
