import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { packageRoot } from '../../kit/root.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { NoAnswer } from '../conform/caller.ts'
import { CHECKS, conform as askConformance } from '../conform/conform.ts'
import { parseKeys } from '../conform/keysFile.ts'
import { printConformance } from '../conform/printConformance.ts'
import { readLiveGraph } from '../live/readLive.ts'
import { UnusableInput } from '../unusableInput.ts'
import { readSchema, readText } from './readSchema.ts'
import { printJson, type Verb } from './verb.ts'

const ID_WIDTH = Math.max(...CHECKS.map(({ id }) => id.length))

const HELP = `graph conform URL

Asks a running subgraph, in whatever language it is written, for all that docs/guides/outside-bureaus.md says. URL is
where it serves GraphQL, such as http://127.0.0.1:4001/graphql. It is asked some hundreds of questions, a few of them
hostile: run it against a copy, not against what serves people.

  --subgraph NAME   its name in the graph (bureau)
  --sdl FILE        the SDL that the bureau has published; without it that of the live subgraph of this name
  --keys FILE       keys of entities that there are, as JSON: [{"__typename": "Place", "id": "22.19372,113.54023"}]
  --secret TEXT     what it expects in x-gateway-secret; without it, whether it expects one is not judged
  --live DIR        the repository that holds the live graph (the one that this command is part of)
  --json            the report for machines: registry/README.md has its shape

Checks
${CHECKS.map(({ id, asks }) => `  ${id.padEnd(ID_WIDTH)}  ${wrap(asks, ID_WIDTH + 4)}`).join('\n')}

Exit codes
  0  it conforms; what could not be judged is told
  1  it does not: each check that failed is told with a remedy
  2  nothing could be judged: wrong words, a file that is not what it should be, or nothing answers at the address
`

export const conform: Verb = {
  summary: 'asks a running subgraph whether it keeps the protocol for outside bureaus',
  help: HELP,
  async run(args, { folder, colour }) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const url = parseAddress(positionals)
    const { subgraph, sdl, keys, secret } = values
    const path = (given: string) => resolve(fileURLToPath(folder), given)
    if (!/^[a-z][a-z0-9_-]*$/.test(subgraph))
      throw new UnusableInput(`--subgraph: expected a name such as weather; got "${subgraph}".`)
    const live = readLiveGraph(
      values.live === undefined ? packageRoot : pathToFileURL(`${path(values.live)}/`),
    )
    const report = await askConformance(url, {
      subgraph,
      secret,
      published:
        sdl === undefined
          ? live.subgraphs.find(({ name }) => name === subgraph)
          : readSchema(subgraph, sdl, path(sdl)),
      keys: keys === undefined ? [] : parseKeys(keys, readText(keys, MOST_KEYS_BYTES, path(keys))),
      live,
    }).catch((error: unknown) => {
      if (error instanceof NoAnswer)
        throw new UnusableInput(`Expected a subgraph at ${url.href}; got none: ${error.message}.`)
      throw error
    })
    const text = values.json ? printJson(report) : printConformance(report, { colour })
    return { exitCode: report.passed ? 0 : 1, text }
  },
}

const OPTIONS = {
  subgraph: { type: 'string', default: 'bureau' },
  sdl: { type: 'string' },
  keys: { type: 'string' },
  secret: { type: 'string' },
  live: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const
const MOST_KEYS_BYTES = 1_000_000

function parseAddress(positionals: readonly string[]): URL {
  const [text, ...more] = positionals
  if (text === undefined || more.length > 0)
    throw new UnusableInput(`graph conform: expected one address; got ${positionals.length}.`)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new UnusableInput(
      `graph conform: expected an address such as http://127.0.0.1:4001/graphql; got "${shortLine(text)}".`,
    )
  return url
}

/** Breaks a sentence between words, so that the page is no wider than a terminal. */
function wrap(text: string, indent: number): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && indent + line.length + 1 + word.length > 120) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}
