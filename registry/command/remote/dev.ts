import { existsSync, readFileSync, statSync, unwatchFile, watchFile } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
import { readSchemaFiles } from '../../../schema/compose.ts'
import { OTHERS, type Others } from '../../dev/chooseOthers.ts'
import { developSubgraph, type DevelopmentTools } from '../../dev/developSubgraph.ts'
import type { ProposedFile } from '../../judge/judge.ts'
import { startJudgeThread } from '../../judge/judgeThread.ts'
import { MOST_SCHEMA_BYTES } from '../../live/parseProposed.ts'
import { UnusableInput } from '../../unusableInput.ts'
import { readText } from '../readSchema.ts'
import type { CommandContext, Verb } from '../verb.ts'
import {
  openRemote,
  pathOf,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireNumber,
  requireOption,
  requireSubgraph,
} from './options.ts'

const HELP = `graph dev --subgraph NAME --schema FILE [--url URL]

Serves the whole graph on this machine with a subgraph that you are changing. Its schema is composed with the others at the
start and whenever the file is saved. What is wrong is told here and in the explorer at once, and the graph before is served
on; what composes takes its place. It ends by Ctrl-C.

  --subgraph NAME   whose schema it is
  --schema FILE     its SDL
  --url URL         where the subgraph runs, such as http://127.0.0.1:4006/graphql; without it values are made up
  --port PORT       where the graph is served (4000); where that is in use, it is composed and not served
  --others HOW      how the other subgraphs are answered: snapshots, by the code and samples of this package as far as it has
                    that schema, else by made-up values; mocks, all by made-up values; addresses, where they run. It is
                    snapshots, and mocks with --registry
  --out FILE        where the supergraph is written, too (supergraph.graphql)
  --live DIR        the repository that holds the others (this folder); with --registry they are the registry's
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`

/** Who waits for it sees that it composes; a schema that never ends is stopped. */
const COMPOSE_DEADLINE_MS = 60_000
/** Who thinks for an hour does not wait for a thread to begin again. */
const THINKING_MS = 3_600_000
const LOOK_MS = 100
/** Editors empty a file first, and write it within some milliseconds. */
const SETTLE_MS = 20

export const dev: Verb = {
  summary: 'serves the graph with a subgraph that you are changing',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const subgraph = requireSubgraph(values.subgraph)
    const schema = requireOption('schema', values.schema, 'a file')
    const url = values.url === undefined ? null : requireOption('url', values.url, 'an address')
    const port = requireNumber('port', values.port)
    const others = readOthers(values)
    const path = pathOf(schema, context)
    const live = await readLiveFiles(values, context)
    const entry = live.find(({ name }) => name === subgraph)?.entry
    // In a thread of its own: the gateway beside it answers meanwhile.
    const { startJudge, serve } = context.development ?? COMPILED
    const place = { repository: values.live, useFile: undefined }
    const judge = startJudge(place, COMPOSE_DEADLINE_MS, THINKING_MS)
    const development = developSubgraph(subgraph, {
      url,
      live,
      others,
      port,
      environment: context.environment,
      readSaved() {
        const sdl = readText(schema, MOST_SCHEMA_BYTES, path)
        return { name: subgraph, file: schema, sdl, entry, ...(url !== null && { url }) }
      },
      compose: (files) => judge.composeSupergraph(files),
      serve,
      async onComposed(supergraphSdl, milliseconds) {
        await replaceFile(pathOf(values.out, context), supergraphSdl)
        context.print(`${subgraph} composes (${milliseconds} ms): ${values.out} is written.\n`)
      },
      print: context.print,
    })
    try {
      await development.compose()
      await whileWatched(path, development.compose, context.untilStopped())
    } finally {
      await development.stop()
      await judge.close()
    }
    return { exitCode: 0, text: '' }
  },
}

const COMPILED: DevelopmentTools = {
  startJudge: startJudgeThread,
  // A gateway is loaded for this verb alone.
  serve: async (...given) => (await import('../../dev/serveMaking.ts')).serveMaking(...given),
}

const OPTIONS = {
  ...REMOTE_OPTIONS,
  subgraph: { type: 'string' },
  schema: { type: 'string' },
  url: { type: 'string' },
  port: { type: 'string', default: '4000' },
  others: { type: 'string' },
  out: { type: 'string', default: 'supergraph.graphql' },
  live: { type: 'string', default: '.' },
} as const

function readOthers({ others, registry }: { others?: string; registry?: string }): Others {
  const given = others ?? (registry === undefined ? 'snapshots' : 'mocks')
  const known = OTHERS.find((one) => one === given)
  if (known !== undefined) return known
  throw new UnusableInput(`--others: expected one of ${OTHERS.join(', ')}; got "${given}".`)
}

async function whileWatched(
  file: string,
  work: () => Promise<void>,
  untilStopped: Promise<unknown>,
): Promise<void> {
  let pending: Promise<void> | undefined
  let isChanged = false
  const catchUp = async (): Promise<void> => {
    while (isChanged) {
      isChanged = false
      await untilWritten(file)
      await work()
    }
    pending = undefined
  }
  /** What is saved while something is composed is composed after it, once. */
  const onChange = (): void => {
    isChanged = true
    pending ??= catchUp()
  }
  watchFile(file, { interval: LOOK_MS }, onChange)
  try {
    await untilStopped
  } finally {
    unwatchFile(file, onChange)
    await pending
  }
}

/** Until two looks find the file alike, so that nothing is said of a half of it. */
async function untilWritten(file: string): Promise<void> {
  for (let known = lookAt(file); ;) {
    await sleep(SETTLE_MS)
    const now = lookAt(file)
    if (now === known) return
    known = now
  }
}

/** What of a file changes when it is written to; a file that is gone looks the same each time. */
function lookAt(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return `${found?.size} ${found?.mtimeMs}`
}

interface GivenLive {
  readonly live: string
  readonly registry?: string | undefined
  readonly key?: string | undefined
}

async function readLiveFiles(given: GivenLive, context: CommandContext): Promise<readonly ProposedFile[]> {
  if (given.registry !== undefined) return fetchFiles(given, context)
  const root = pathToFileURL(`${pathOf(given.live, context)}/`)
  if (!existsSync(new URL('subgraphs/', root)))
    throw new UnusableInput(`--live: expected a repository with subgraphs/; got ${given.live}.`)
  return readSchemaFiles(root).map(({ bureau: _bureau, ...file }) => {
    const entry = new URL(`subgraphs/${file.name}/bureau.yaml`, root)
    return { ...file, entry: existsSync(entry) ? readFileSync(entry, 'utf8') : undefined }
  })
}

const listShape = z.object({ subgraphs: z.array(z.object({ name: z.string() })) })
const subgraphShape = z.object({ address: z.string(), sdl: z.string(), bureau: z.string().nullable() })

async function fetchFiles(given: GivenLive, context: CommandContext): Promise<readonly ProposedFile[]> {
  const remote = openRemote(given, context)
  const { subgraphs } = await remote.get('/v1/subgraphs', listShape)
  return Promise.all(
    subgraphs.map(async ({ name }) => {
      const { address, sdl, bureau } = await remote.get(`/v1/subgraphs/${name}`, subgraphShape)
      return { name, file: `live/${name}.graphql`, url: address, sdl, entry: bureau ?? undefined }
    }),
  )
}
