import { userInfo } from 'node:os'
import { request } from 'undici'
import { z } from 'zod'
import { readEnvironment, type Environment } from '../../kit/config.ts'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { runsDirectly } from '../../kit/root.ts'

const USAGE = `npm run feed -- list             how the feeds of a subgraph stand
npm run feed -- read ID          reads the source of a feed now
npm run feed -- accept ID [SHA]  takes the document that was refused, though it gives too little

SUBGRAPH_URL names the subgraph, GATEWAY_SECRET opens it.`

const settings = z.object({
  SUBGRAPH_URL: z.url({
    protocol: /^https?$/,
    error: 'the address of the subgraph, such as http://127.0.0.1:4001',
  }),
  GATEWAY_SECRET: z.string().optional(),
})

const reports = z.array(
  z.object({
    id: z.string(),
    state: z.string(),
    accepted: z.number(),
    lastError: z.string().nullable(),
    refusedDigest: z.string().nullish(),
  }),
)
type Report = z.output<typeof reports>[number]

/** `npm run feed`: gives what to print; throws where the command or the subgraph says no. */
export async function runFeedCommand(
  args: readonly string[],
  environment: Environment,
  user: string,
): Promise<string> {
  const [action, id, given] = args
  const ask = createAsk(environment)
  if (action === 'list')
    return reports
      .parse(await ask('GET'))
      .map(describe)
      .join('\n')
  if (id === undefined || (action !== 'read' && action !== 'accept')) throw new Error(USAGE)
  if (action === 'read') return describe(reports.element.parse(await ask('POST', { action, id })))
  const digest = given ?? (await findRefused(ask, id))
  const taken = reports.element.parse(await ask('POST', { action, id, digest, by: user }))
  return `accepted ${digest}\n${describe(taken)}`
}

type Ask = (method: 'GET' | 'POST', body?: object) => Promise<unknown>

function createAsk(environment: Environment): Ask {
  const { SUBGRAPH_URL, GATEWAY_SECRET } = readEnvironment(settings, environment)
  return async (method, body) => {
    const response = await request(new URL('/feeds', SUBGRAPH_URL), {
      method,
      headers: {
        'content-type': 'application/json',
        ...(GATEWAY_SECRET === undefined ? {} : { [GATEWAY_SECRET_HEADER]: GATEWAY_SECRET }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const answer = await response.body.json()
    if (response.statusCode === 200) return answer
    throw new Error(
      refusals.safeParse(answer).data?.errors[0].message ?? `HTTP status ${response.statusCode}`,
    )
  }
}

const refusals = z.object({ errors: z.tuple([z.object({ message: z.string() })]) })

async function findRefused(ask: Ask, id: string): Promise<string> {
  const report = reports.parse(await ask('GET')).find((one) => one.id === id)
  if (!report) throw new Error(`This subgraph has no feed "${id}".`)
  if (report.refusedDigest) return report.refusedDigest
  throw new Error(`No document of the feed "${id}" was refused for giving too little.`)
}

function describe({ id, state, accepted, lastError, refusedDigest }: Report): string {
  const refused = refusedDigest ? ` (refused: ${refusedDigest})` : ''
  return `${id}  ${state}  ${accepted} records${lastError === null ? '' : `  ${lastError}`}${refused}`
}

if (runsDirectly(import.meta.url)) {
  try {
    const told = await runFeedCommand(process.argv.slice(2), process.env, userInfo().username)
    process.stdout.write(`${told}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
