import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Allowance } from '../check/allowances.ts'
import { checkSubgraph, type CheckReport } from '../check/checkSubgraph.ts'
import { dayInMacao } from '../../kit/dayInMacao.ts'
import { MOST_SCHEMA_BYTES } from '../live/parseProposed.ts'
import { readLiveGraph } from '../live/readLive.ts'
import { readGivenOperations, readKnownOperations } from '../operations/knownOperations.ts'
import { UnusableInput } from '../unusableInput.ts'
import { parseUseRecords } from '../use/useRecords.ts'
import { pairAllowances } from './allowances.ts'
import { printReport } from './printReport.ts'
import { readSchema, readText } from './readSchema.ts'
import { openRemote, pathOf, REMOTE_OPTIONS } from './remote/options.ts'
import { reportShape } from './remote/reportShape.ts'
import { EXIT_CODES, printJson, type CommandContext, type Verb } from './verb.ts'

const HELP = `graph check --subgraph NAME --schema FILE

Says whom a proposed schema of one subgraph would break, before anything goes live: composition errors, the graph's
conventions, what changes for clients and for other bureaus, protected fields that open, plans that get worse, and what
another bureau must agree to. Asks nothing of the network, but with --registry.

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
  --registry URL      against what a registry has live, with its own records and consents, in place of --live, --use,
                      --operations and --consent
  --key FILE          the bureau's key, which the registry asks for (else GRAPH_KEY)

A change that breaks fails when an operation that is known uses it, or a client with a verified name did in the last 30
days. Clients that only say who they are are told, and do not stop it. What nobody used for 30 days may go.

${EXIT_CODES}`

export const check: Verb = {
  summary: 'says whom a proposed schema would break',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const { subgraph = '', schema = '' } = values
    if (!/^[a-z][a-z0-9_-]*$/.test(subgraph))
      throw new UnusableInput(`--subgraph: expected a name such as weather; got "${subgraph}".`)
    if (schema === '') throw new UnusableInput('--schema: expected a file; got none.')
    const given = { ...values, subgraph, schema, allowances: pairAllowances(values.allow, values.reason) }
    const report =
      values.registry === undefined ? await checkHere(given, context) : await checkThere(given, context)
    if (report === null) return { exitCode: 0, text: `Nothing is live that ${subgraph} could break.\n` }
    const text = values.json ? printJson(report) : `${printReport(report, context)}\n`
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
  ...REMOTE_OPTIONS,
} as const

interface GivenCheck {
  readonly subgraph: string
  readonly schema: string
  readonly live: string
  readonly use?: string | undefined
  readonly operations: readonly string[]
  readonly consent: readonly string[]
  readonly allowances: readonly Allowance[]
  readonly registry?: string | undefined
  readonly key?: string | undefined
}

async function checkHere(given: GivenCheck, context: CommandContext): Promise<CheckReport> {
  const { subgraph, schema, use, operations, consent, allowances } = given
  const path = (named: string) => pathOf(named, context)
  const root = pathToFileURL(`${path(given.live)}/`)
  return checkSubgraph({
    live: readLiveGraph(root),
    proposed: readSchema(subgraph, schema, path(schema)),
    operations: [
      ...readKnownOperations(root),
      ...operations.flatMap((named) => readGivenOperations(named, path(named))),
    ],
    use: use === undefined ? null : parseUseRecords(use, readText(use, MOST_USE_BYTES, path(use))),
    today: dayInMacao(context.now),
    consents: new Set(consent),
    allowances,
  })
}

/** Null where the registry has nothing yet. */
async function checkThere(given: GivenCheck, context: CommandContext): Promise<CheckReport | null> {
  const { subgraph, schema, allowances } = given
  const sdl = readText(schema, MOST_SCHEMA_BYTES, pathOf(schema, context))
  const shape = z.object({ report: reportShape.nullable() })
  const path = `/v1/subgraphs/${subgraph}/check`
  return (await openRemote(given, context).post(path, { sdl, allowances }, shape)).report
}

const MOST_USE_BYTES = 100_000_000
