import { parseArgs } from 'node:util'
import { z } from 'zod'
import { printJson, type Verb } from '../verb.ts'
import {
  openRemote,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireOption,
  requireNumber,
  requireSubgraph,
} from './options.ts'
import { outcomeShape, tellOutcome } from './publish.ts'

const releaseShape = z.object({ release: z.int() })

export const rollback: Verb = {
  summary: 'makes an earlier release live again, under a new number',
  help: `graph rollback --to NUMBER --message TEXT

Makes the content of an earlier release live again, with a number of its own. It takes the operator's key. A bureau goes back
by publishing what graph fetch --release prints.

  --to NUMBER      the release; graph history has the numbers
  --revive NAME    a subgraph of that release that was deleted since and shall be back; can be repeated
  --message TEXT   why: it stays in the history
  --after NUMBER   only if this is still the last release
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = {
      ...REMOTE_OPTIONS,
      to: { type: 'string' },
      revive: { type: 'string', multiple: true, default: [] as string[] },
      message: { type: 'string' },
      after: { type: 'string' },
    } as const
    const { values } = parseArgs({ args: [...args], options })
    const body = {
      to: requireNumber('to', values.to),
      revive: values.revive,
      message: requireOption('message', values.message, 'why it is undone'),
      after: values.after === undefined ? undefined : requireNumber('after', values.after),
    }
    const answer = await openRemote(values, context).post('/v1/rollback', body, releaseShape)
    const text = `Release ${answer.release} has the content of release ${body.to}.\n`
    return { exitCode: 0, text: values.json ? printJson(answer) : text }
  },
}

export const deleteSubgraph: Verb = {
  summary: 'takes a subgraph out of the graph',
  help: `graph delete --subgraph NAME --message TEXT

Takes a subgraph out of the graph, and its keys out of use. What is left has to compose. It takes the operator's key. Nothing
is checked besides: have its bureau publish what leaves no client without an answer first.

  --subgraph NAME   which
  --message TEXT    why: it stays in the history
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = {
      ...REMOTE_OPTIONS,
      subgraph: { type: 'string' },
      message: { type: 'string' },
    } as const
    const { values } = parseArgs({ args: [...args], options })
    const subgraph = requireSubgraph(values.subgraph)
    const message = requireOption('message', values.message, 'why it goes')
    const path = `/v1/subgraphs/${subgraph}/delete`
    const answer = await openRemote(values, context).post(path, { message }, releaseShape)
    const text = `Release ${answer.release} is without ${subgraph}.\n`
    return { exitCode: 0, text: values.json ? printJson(answer) : text }
  },
}

export const approve: Verb = {
  summary: 'publishes what waits for the operator',
  help: `graph approve --subgraph NAME --act NUMBER

Publishes what waits, because gateways will call the subgraph at a new origin, or because its entry claims something new. It
is checked anew. It takes the operator's key.

  --subgraph NAME   whose publication
  --act NUMBER      which, as graph list says: a later one of the same subgraph is not approved by the way
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = { ...REMOTE_OPTIONS, subgraph: { type: 'string' }, act: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const subgraph = requireSubgraph(values.subgraph)
    const body = { act: requireNumber('act', values.act) }
    const path = `/v1/subgraphs/${subgraph}/approve`
    const answer = await openRemote(values, context).post(path, body, outcomeShape)
    return tellOutcome(subgraph, answer, values.json, context)
  },
}
