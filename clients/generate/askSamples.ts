import { startAllInOne } from '../../gateway/allInOne.ts'
import { createLog } from '../../kit/log.ts'

/** When the snapshots were taken. */
const SNAPSHOT_TIME = new Date('2026-11-22T14:20:00+08:00')

/** What the gateway of this checkout answers, from its snapshots and at their time, so that it is the same each time. */
export async function askSamples(queries: readonly string[]): Promise<readonly unknown[]> {
  const log = createLog('clients', 'silent')
  const surroundings = { clock: () => SNAPSHOT_TIME, random: () => 0.5, log }
  const gateway = await startAllInOne(
    { PORT: '0', EXPLORER: 'false', BUDGETS: 'anonymous=100000000:1000000', MAX_COST: '1000000' },
    surroundings,
  )
  try {
    await Promise.all(gateway.subgraphs.map((subgraph) => subgraph.tried()))
    const answers: unknown[] = []
    for (const query of queries) answers.push(await ask(`${gateway.url}/graphql`, query))
    return answers
  } finally {
    await gateway.stop()
  }
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const answer: unknown = await response.json()
  const { data, errors = [] }: Answer = Object(answer)
  const unexpected = errors.filter(({ extensions }) => extensions.code !== 'UNAUTHENTICATED')
  if (data === undefined || unexpected.length > 0)
    throw new Error(
      `Expected a sample for ${query.slice(0, 200)}; got ${JSON.stringify(unexpected).slice(0, 500)}`,
    )
  return data
}

/** What is protected is null, as it is for whoever has no token. */
interface Answer {
  readonly data?: object
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}
