import { parseArgs } from 'node:util'
import { z } from 'zod'
import { shortLine } from '../../../kit/shortLine.ts'
import { printJson, type Verb } from '../verb.ts'
import { openRemote, REMOTE_EXIT_CODES, REMOTE_HELP, REMOTE_OPTIONS, requireSubgraph } from './options.ts'

const HELP = `graph history [--subgraph NAME] [--refused]

Tells what was done, the last first: who, when and why. The number of an act is the first of its line; a release has its own.

  --subgraph NAME   of this subgraph alone
  --refused         what was refused, in place of what was done
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`

export const history: Verb = {
  summary: 'tells who published what, when and why',
  help: HELP,
  async run(args, context) {
    const options = { ...REMOTE_OPTIONS, subgraph: { type: 'string' }, refused: { type: 'boolean' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const query = new URLSearchParams({
      ...(values.subgraph !== undefined && { subgraph: requireSubgraph(values.subgraph) }),
      ...(values.refused === true && { refused: 'true' }),
    })
    const answer = await openRemote(values, context).get(`/v1/history?${query.toString()}`, historyShape)
    if (values.json) return { exitCode: 0, text: printJson(answer) }
    return { exitCode: 0, text: answer.acts.toReversed().map(tellAct).join('') }
  },
}

const historyShape = z.object({
  acts: z.array(
    z.looseObject({
      number: z.int(),
      at: z.string(),
      kind: z.string(),
      by: z.object({ key: z.string(), bureau: z.string().nullable() }),
      message: z.string(),
      subgraph: z.string().optional(),
      bureau: z.string().nullable().optional(),
      release: z.int().optional(),
      to: z.int().optional(),
      publication: z.object({ subgraph: z.string(), address: z.string() }).optional(),
    }),
  ),
})

type ToldAct = z.output<typeof historyShape>['acts'][number]

function tellAct({ number, at, kind, by, message, release, to, ...rest }: ToldAct): string {
  const subject = rest.subgraph ?? rest.publication?.subgraph ?? rest.bureau ?? ''
  const words = [
    kind,
    subject,
    ...(rest.publication === undefined ? [] : [`at ${rest.publication.address}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(release === undefined ? [] : [`as release ${release}`]),
    by.key === 'registry' ? 'by itself' : `by ${by.bureau ?? 'the operator'} (${by.key})`,
  ]
  const head = `${number}  ${at}  ${words.filter((word) => word !== '').join(' ')}`
  return `${shortLine(head)}\n${message === '' ? '' : `      ${shortLine(message)}\n`}`
}
