import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { printDocs } from '../docs/printDocs.ts'
import { readLiveGraph } from '../live/readLive.ts'
import { UnusableInput } from '../unusableInput.ts'
import { readSchema } from './readSchema.ts'
import type { Verb } from './verb.ts'

const HELP = `graph docs [--subgraph NAME] [--schema FILE]

Prints a page in Markdown of what a subgraph publishes: its root fields, then its types, each field with its arguments, its
type, its description and what is deprecated. Without options, of all subgraphs that are live.

  --subgraph NAME   one live subgraph
  --schema FILE     the SDL of one subgraph, in place of what is live
  --live DIR        the repository that holds the live graph (this folder)

Exit codes
  0  printed
  1  never
  2  nothing could be read: wrong words, or a file that is not what it should be
`

export const docs: Verb = {
  summary: 'prints a page of what a subgraph publishes',
  help: HELP,
  async run(args, { folder }) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const path = (given: string) => resolve(fileURLToPath(folder), given)
    const { schema, subgraph: name } = values
    if (schema !== undefined)
      return { exitCode: 0, text: printDocs(readSchema(name ?? 'proposed', schema, path(schema))) }
    const { subgraphs } = readLiveGraph(pathToFileURL(`${path(values.live)}/`))
    const chosen = subgraphs.filter((subgraph) => name === undefined || subgraph.name === name)
    if (chosen.length === 0) {
      const names = subgraphs.map((subgraph) => subgraph.name).join(', ')
      throw new UnusableInput(`--subgraph: expected one of ${names}; got "${name}".`)
    }
    return { exitCode: 0, text: chosen.map(printDocs).join('\n') }
  },
}

const OPTIONS = {
  subgraph: { type: 'string' },
  schema: { type: 'string' },
  live: { type: 'string', default: '.' },
} as const
