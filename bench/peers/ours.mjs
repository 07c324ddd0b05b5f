import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importBuilt } from '../kit/built.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { BENCH_ISSUER } from '../kit/token.mjs'

const { supergraph, subgraphs, singleFlight = true, verifies = false, cacheSeconds = 0 } = readSetting()

const [{ readConfig }, { startGateway }, { createLog }] = await Promise.all([
  importBuilt('gateway/config'),
  importBuilt('gateway/gateway'),
  importBuilt('kit/log'),
])

const environment = {
  PORT: '0',
  SUPERGRAPH_FILE: supergraph,
  SUBGRAPH_URLS: Object.entries(subgraphs)
    .map(([name, url]) => `${name}=${url}`)
    .join(),
  FORWARD_HEADERS: 'authorization',
  SINGLE_FLIGHT: String(singleFlight),
  CACHE_DEFAULT_SECONDS: Object.keys(subgraphs)
    .map((name) => `${name}=${cacheSeconds}`)
    .join(),
  AUTH_FILE: writeTrust(),
  BENCH_SECRET: BENCH_ISSUER.secret,
  // The checks stay on; only the bound moves, which the largest lists of the bench would pass.
  MAX_COST: '10000000',
}
const { url } = await startGateway(
  readConfig(environment),
  createLog('bench', 'error'),
  new Map(),
  environment,
)
announce({ url: `${url}/graphql` })

/** No peer checks a token, so like is compared with like where ours finds the issuer unknown and the caller anonymous. */
function writeTrust() {
  const file = join(dirname(supergraph), 'auth.json')
  const issuer = verifies ? BENCH_ISSUER.name : 'nobody'
  const issuers = [{ issuer, secretVariable: 'BENCH_SECRET', algorithms: ['HS256'] }]
  writeFileSync(file, JSON.stringify({ issuers, badToken: verifies ? 'refuse' : 'anonymous' }))
  return file
}
