import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Allowance } from '../check/allowances.ts'
import { checkSubgraph } from '../check/checkSubgraph.ts'
import { dayInMacao } from '../dayInMacao.ts'
import { readLiveGraph } from '../live/readLive.ts'
import { readGivenOperations, readKnownOperations } from '../operations/knownOperations.ts'
import { UnusableInput } from '../unusableInput.ts'
import { parseUseRecords } from '../use/useRecords.ts'
import { printReport } from './printReport.ts'
import { readSchema, readText } from './readSchema.ts'
import { EXIT_CODES, printJson, type Verb } from './verb.ts'

const HELP = `graph check --subgraph NAME --schema FILE

Says whom a proposed schema of one subgraph would break, before anything goes live: composition errors, the graph's
conventions, what changes for clients and for other bureaus, protected fields that open, plans that get worse, and what
another bureau must agree to. Asks nothing of the network.

  --subgraph NAME     whose schema it is: a live subgraph's name, or a new one
  --schema FILE       its SDL, in UTF-8, at most 1,000,000 bytes
  --live DIR          the repository that holds the live graph (this folder)
  --use FILE          what clients asked for, as JSON or NDJSON; without it a change that breaks is never let pass
  --operations PATH   more operations that are sent: .graphql, Markdown or a manifest of trusted documents, or a folder of
                      these; can be repeated. The live repository's examples and guides are always among them.
  --consent OWNER     the bureau that owns what is touched agrees; can be repeated
  --allow ID          lets an error pass, for the --reason after it, which the report keeps; can be repeated. Neither
  --reason TEXT       composition errors nor what another bureau or schema/exposures.md must agree to can be allowed.
  --json              the report for machines: registry/README.md has its shape

A change that breaks fails when an operation that is known uses it, or a client with a verified name did in the last 30
days. Clients that only say who they are are told, and do not stop it. What nobody used for 30 days may go.

${EXIT_CODES}`

export const check: Verb = {
  summary: 'says whom a proposed schema would break',
  help: HELP,
  async run(args, { now, folder, colour }) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const { subgraph = '', schema = '', use, consent, operations } = values
    const path = (given: string) => resolve(fileURLToPath(folder), given)
    if (!/^[a-z][a-z0-9_-]*$/.test(subgraph))
      throw new UnusableInput(`--subgraph: expected a name such as weather; got "${subgraph}".`)
    if (schema === '') throw new UnusableInput('--schema: expected a file; got none.')
    const root = pathToFileURL(`${path(values.live)}/`)
    const report = await checkSubgraph({
      live: readLiveGraph(root),
      proposed: readSchema(subgraph, schema, path(schema)),
      operations: [
        ...readKnownOperations(root),
        ...operations.flatMap((given) => readGivenOperations(given, path(given))),
      ],
      use: use === undefined ? null : parseUseRecords(use, readText(use, MOST_USE_BYTES, path(use))),
      today: dayInMacao(now),
      consents: new Set(consent),
      allowances: pairAllowances(values.allow, values.reason),
    })
    const text = values.json ? printJson(report) : `${printReport(report, { colour })}\n`
    return { exitCode: report.passed ? 0 : 1, text }
  },
}

const OPTIONS = {
  subgraph: { type: 'string' },
  schema: { type: 'string' },
  live: { type: 'string', default: '.' },
  use: { type: 'string' },
  operations: { type: 'string', multiple: true, default: [] as string[] },
  consent: { type: 'string', multiple: true, default: [] as string[] },
  allow: { type: 'string', multiple: true, default: [] as string[] },
  reason: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
} as const

const MOST_USE_BYTES = 100_000_000

function pairAllowances(ids: readonly string[], reasons: readonly string[]): readonly Allowance[] {
  if (ids.length !== reasons.length)
    throw new UnusableInput(
      `--allow: expected a --reason for each; got ${ids.length} of the one and ${reasons.length} of the other.`,
    )
  return ids.map((id, index) => {
    const reason = reasons[index]?.trim() ?? ''
    if (reason === '') throw new UnusableInput(`--reason: expected why ${id} is let pass; got nothing.`)
    return { id, reason }
  })
}
