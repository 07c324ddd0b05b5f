import { parseArgs } from 'node:util'
import { z } from 'zod'
import { pairAllowances } from '../allowances.ts'
import { printReport } from '../printReport.ts'
import { readText } from '../readSchema.ts'
import { MOST_SCHEMA_BYTES } from '../../live/parseProposed.ts'
import { printJson, type CommandContext, type CommandResult, type Verb } from '../verb.ts'
import {
  openRemote,
  pathOf,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireOption,
  requireNumber,
  requireSubgraph,
} from './options.ts'
import { reportShape } from './reportShape.ts'

const HELP = `graph publish --subgraph NAME --schema FILE --message TEXT

Publishes the schema of one subgraph: the registry checks it as graph check does, composes it with the others, signs the
whole and gives it the next number. Gateways serve it within seconds. What fails is not published in any part.

  --subgraph NAME   whose schema it is: the key's bureau
  --schema FILE     its SDL, in UTF-8, at most 1,000,000 bytes
  --address URL     where gateways call it, without credentials; as it was, where this is left out. A new origin waits for
                    the operator (graph approve)
  --bureau FILE     the bureau's entry, bureau.yaml; as it was, where this is left out. Other values of bureau, owns, mayTag
                    and describesDataSets wait for the operator too
  --message TEXT    why: it stays in the history
  --after NUMBER    only if this is still the last release
  --allow ID        lets an error pass, for the --reason after it, as in graph check; can be repeated
  --reason TEXT
${REMOTE_HELP}

${REMOTE_EXIT_CODES}  3  accepted, and not published before the operator approves it
`

export const publish: Verb = {
  summary: 'publishes the schema of a subgraph',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const subgraph = requireSubgraph(values.subgraph)
    const schema = requireOption('schema', values.schema, 'a file')
    const { bureau } = values
    const body = {
      sdl: readText(schema, MOST_SCHEMA_BYTES, pathOf(schema, context)),
      message: requireOption('message', values.message, 'why it is published'),
      allowances: pairAllowances(values.allow, values.reason),
      address: values.address,
      bureau: bureau === undefined ? undefined : readText(bureau, MOST_ENTRY_BYTES, pathOf(bureau, context)),
      after: values.after === undefined ? undefined : requireNumber('after', values.after),
    }
    const remote = openRemote(values, context)
    const answer = await remote.post(`/v1/subgraphs/${subgraph}/publish`, body, outcomeShape)
    return tellOutcome(subgraph, answer, values.json, context)
  },
}

const OPTIONS = {
  ...REMOTE_OPTIONS,
  subgraph: { type: 'string' },
  schema: { type: 'string' },
  address: { type: 'string' },
  bureau: { type: 'string' },
  message: { type: 'string' },
  after: { type: 'string' },
  allow: { type: 'string', multiple: true, default: [] as string[] },
  reason: { type: 'string', multiple: true, default: [] as string[] },
} as const

const MOST_ENTRY_BYTES = 100_000

export const outcomeShape = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('published'), release: z.int(), report: reportShape.nullable() }),
  z.object({ outcome: z.literal('unchanged'), release: z.int() }),
  z.object({ outcome: z.literal('waiting'), act: z.int(), report: reportShape.nullable() }),
])

export function tellOutcome(
  subgraph: string,
  answer: z.output<typeof outcomeShape>,
  json: boolean,
  context: CommandContext,
): CommandResult {
  const exitCode = answer.outcome === 'waiting' ? 3 : 0
  if (json) return { exitCode, text: printJson(answer) }
  const report =
    'report' in answer && answer.report !== null ? `${printReport(answer.report, context).trimEnd()}\n\n` : ''
  switch (answer.outcome) {
    case 'published':
      return { exitCode, text: `${report}${subgraph} is published: release ${answer.release}.\n` }
    case 'unchanged':
      return { exitCode, text: `${subgraph} is as it was: release ${answer.release}.\n` }
    case 'waiting':
      return {
        exitCode,
        text: `${report}${subgraph} waits: its origin, or what its entry claims, is new. The operator approves it by\n  graph approve --subgraph ${subgraph} --act ${answer.act}\n`,
      }
  }
}
