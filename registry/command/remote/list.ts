import { parseArgs } from 'node:util'
import { z } from 'zod'
import { shortLine } from '../../../kit/shortLine.ts'
import { printTextTable } from '../../../kit/textTable.ts'
import { printJson, type Verb } from '../verb.ts'
import { openRemote, REMOTE_EXIT_CODES, REMOTE_HELP, REMOTE_OPTIONS } from './options.ts'

const HELP = `graph list

Lists the subgraphs that are live, with their addresses and the releases that brought them, and what waits for the operator.

${REMOTE_HELP}

${REMOTE_EXIT_CODES}`

export const list: Verb = {
  summary: 'lists the subgraphs that are live',
  help: HELP,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: REMOTE_OPTIONS })
    const answer = await openRemote(values, context).get('/v1/subgraphs', listShape)
    if (values.json) return { exitCode: 0, text: printJson(answer) }
    const rows = answer.subgraphs.map(({ name, since, at, address }) => [
      name,
      String(since),
      at,
      address === '' ? '-' : shortLine(address),
    ])
    const waiting = answer.waiting.map(
      ({ number, publication: { subgraph, address }, message }) =>
        `act ${number} waits: ${subgraph} at ${shortLine(address)}: ${shortLine(message)}`,
    )
    const table = printTextTable([['subgraph', 'release', 'published', 'address'], ...rows])
    return { exitCode: 0, text: [`release ${answer.release}`, '', table, ...waiting, ''].join('\n') }
  },
}

const listShape = z.object({
  release: z.int(),
  subgraphs: z.array(
    z.object({ name: z.string(), since: z.int(), at: z.string(), address: z.string(), message: z.string() }),
  ),
  waiting: z.array(
    z.object({
      number: z.int(),
      message: z.string(),
      publication: z.object({ subgraph: z.string(), address: z.string() }),
    }),
  ),
})
