import { nearestName } from '../../kit/nearestName.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { UnusableInput } from '../unusableInput.ts'
import { changelog } from './changelog.ts'
import { check } from './check.ts'
import { conform } from './conform.ts'
import { diff } from './diff.ts'
import { docs } from './docs.ts'
import { lint } from './lint.ts'
import { printReport } from './printReport.ts'
import { dev } from './remote/dev.ts'
import { fetchSchema } from './remote/fetch.ts'
import { history } from './remote/history.ts'
import { consent, init, revoke, whoami } from './remote/keys.ts'
import { list } from './remote/list.ts'
import { approve, deleteSubgraph, rollback } from './remote/operate.ts'
import { publish } from './remote/publish.ts'
import { RefusedByRegistry } from './remote/remote.ts'
import { EXIT_CODES, printJson, type CommandContext, type CommandResult, type Verb } from './verb.ts'

const VERBS: Readonly<Record<string, Verb>> = {
  changelog,
  check,
  conform,
  lint,
  diff,
  docs,
  dev,
  publish,
  fetch: fetchSchema,
  list,
  history,
  rollback,
  whoami,
  init,
  revoke,
  consent,
  approve,
  delete: deleteSubgraph,
}

const HELP = `graph VERB …

What a bureau does with its part of the graph.

${Object.entries(VERBS)
  .map(([name, { summary }]) => `  ${name.padEnd(9)}  ${summary}`)
  .join('\n')}

  graph VERB --help   a page on each

${EXIT_CODES}`

/** Runs the command `graph` with its words: what to print, and the exit code. */
export async function runGraph(args: readonly string[], context: CommandContext): Promise<CommandResult> {
  const [name = '', ...rest] = args
  if (name === '--help' || name === 'help' || name === '-h') return { exitCode: 0, text: HELP }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) return { exitCode: 2, text: `${complain(name)}\n\n${HELP}` }
  if (rest.includes('--help') || rest.includes('-h')) return { exitCode: 0, text: verb.help }
  try {
    return await verb.run(rest, context)
  } catch (error) {
    if (error instanceof UnusableInput || isWrongWord(error))
      return { exitCode: 2, text: `${error.message.split('\n').map(shortLine).join('\n')}\n` }
    if (error instanceof RefusedByRegistry) return { exitCode: 1, text: tellRefusal(error, rest, context) }
    throw error
  }
}

function tellRefusal(refusal: RefusedByRegistry, args: readonly string[], context: CommandContext): string {
  if (args.includes('--json')) return printJson(refusal.body)
  const { message, report } = refusal
  return report === undefined ? `${shortLine(message)}\n` : `${printReport(report, context)}\n`
}

function complain(name: string): string {
  const nearest = nearestName(name, Object.keys(VERBS))
  const advice = nearest === undefined ? '' : ` Did you mean ${nearest}?`
  return name === '' ? 'Expected a verb; got none.' : `Expected a verb; got "${shortLine(name)}".${advice}`
}

/** What `parseArgs` throws for options that it does not know. */
function isWrongWord(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}
