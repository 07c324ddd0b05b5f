import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { createDefinition } from './server.ts'

const BUNDLED = readFileSync(new URL('subgraphs/catalogue/data/portal-details.json', packageRoot), 'utf8')
const LIFE = {
  lifecycleState: 'DEPRECATED',
  lifecycle: [
    { state: 'PUBLISHED', since: '2021-08-01' },
    { state: 'DEPRECATED', since: '2026-10-01' },
    { state: 'WITHDRAWN', since: '2027-06-30' },
  ],
  successor: 'plan-bureaus',
}

let portal: Server
let subgraph: StartedSubgraph
beforeAll(async () => {
  const told = BUNDLED.replace(
    /("feedId": ?"dsec-areas",)/,
    `$1 ${JSON.stringify(LIFE).slice(1, -1)},`,
  ).replace(/("successor":"plan-bureaus",[^}]*?)"lifecycleState": ?"PUBLISHED",/s, '$1')
  portal = createServer((_, response) => response.end(told)).listen(0, '127.0.0.1')
  await once(portal, 'listening')
  const address = portal.address()
  const port = typeof address === 'object' && address ? address.port : 0
  subgraph = await startTestSubgraph(createDefinition([]), {
    FEED_PORTAL_DETAILS_URL: `http://127.0.0.1:${port}/details`,
  })
})
afterAll(async () => {
  await subgraph.stop()
  portal.closeAllConnections()
  portal.close()
})

it('a data set tells its stages with their days, what takes its place, and nothing where nobody says', async () => {
  const answer = await subgraph.ask(
    `fragment Life on Dataset { lifecycleState lifecycleSteps { state since } withdrawnOn successor { id } }
     { ending: dataset(id: "dsec-areas") { ...Life } plain: dataset(id: "plan-bureaus") { ...Life } }`,
  )
  expect(answer).toEqual({
    data: {
      ending: {
        lifecycleState: 'DEPRECATED',
        lifecycleSteps: LIFE.lifecycle,
        withdrawnOn: '2027-06-30',
        successor: { id: 'plan-bureaus' },
      },
      plain: { lifecycleState: 'PUBLISHED', lifecycleSteps: [], withdrawnOn: null, successor: null },
    },
  })
})
