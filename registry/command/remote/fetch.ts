import { parseArgs } from 'node:util'
import { z } from 'zod'
import { printJson, type Verb } from '../verb.ts'
import {
  openRemote,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireNumber,
  requireSubgraph,
} from './options.ts'

const HELP = `graph fetch [--subgraph NAME] [--api] [--release NUMBER]

Prints SDL that the registry has: of one subgraph, else the supergraph, or the schema that clients see.

  --subgraph NAME    of this subgraph
  --bureau           the bureau's entry in place of its SDL
  --api              what clients see
  --release NUMBER   as it was then; graph history has the numbers
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`

export const fetchSchema: Verb = {
  summary: 'prints SDL that the registry has',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const remote = openRemote(values, context)
    const query = values.release === undefined ? '' : `?release=${requireNumber('release', values.release)}`
    if (values.subgraph === undefined) {
      const answer = await remote.get(`/v1/schema${query}`, schemaShape)
      const text = values.api ? answer.api : answer.supergraph
      return { exitCode: 0, text: values.json ? printJson(answer) : text }
    }
    const name = requireSubgraph(values.subgraph)
    const answer = await remote.get(`/v1/subgraphs/${name}${query}`, subgraphShape)
    const text = values.bureau ? (answer.bureau ?? '') : answer.sdl
    return { exitCode: 0, text: values.json ? printJson(answer) : text }
  },
}

const OPTIONS = {
  ...REMOTE_OPTIONS,
  subgraph: { type: 'string' },
  release: { type: 'string' },
  bureau: { type: 'boolean', default: false },
  api: { type: 'boolean', default: false },
} as const

const schemaShape = z.object({ release: z.int(), supergraph: z.string(), api: z.string() })
const subgraphShape = z.object({
  release: z.int(),
  name: z.string(),
  since: z.int(),
  address: z.string(),
  sdl: z.string(),
  bureau: z.string().nullable(),
})
