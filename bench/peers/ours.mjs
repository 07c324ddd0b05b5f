import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { WITHOUT_BUDGETS } from '../kit/budgets.mjs'
import { importBuilt } from '../kit/built.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { BENCH_ISSUER } from '../kit/token.mjs'

const setting = readSetting()
const {
  supergraph,
  subgraphs,
  singleFlight = true,
  verifies = false,
  cacheSeconds = 0,
  redisOnly = false,
  guarded = false,
  asShipped = false,
} = setting

const [{ readConfig }, { startGateway }, { createLog }, { keepNewObjectsYoung }] = await Promise.all([
  importBuilt('gateway/process/config/config'),
  importBuilt('gateway/process/gateway'),
  importBuilt('kit/log'),
  importBuilt('kit/process'),
])
// As every process of ours does before it starts.
keepNewObjectsYoung()

const environment = {
  PORT: '0',
  SUPERGRAPH_FILE: supergraph,
  SUBGRAPH_URLS: Object.entries(subgraphs)
    .map(([name, url]) => `${name}=${url}`)
    .join(),
  ...(!asShipped && {
    FORWARD_HEADERS: 'authorization',
    SINGLE_FLIGHT: String(singleFlight),
    CACHE_DEFAULT_SECONDS: Object.keys(subgraphs)
      .map((name) => `${name}=${cacheSeconds}`)
      .join(),
    AUTH_FILE: writeTrust(),
    REDIS_URL: redisOnly ? findRedis(setting) : '',
    BENCH_SECRET: BENCH_ISSUER.secret,
  }),
  // The checks stay on; only the bounds move, which the largest lists and one client's load of the bench would pass.
  ...(!guarded && {
    MAX_COST: '10000000',
    ...WITHOUT_BUDGETS,
    MAX_SUBSCRIPTIONS_PER_CLIENT: '1000000',
  }),
}
const config = readConfig(environment)
const { url } = await startGateway(
  redisOnly ? forgetting(config) : config,
  createLog('bench', 'error'),
  new Map(),
  environment,
)
announce({ url: `${url}/graphql` })

/** As a process that has just started: it finds nothing in its own memory, with every request anew. */
function forgetting(config) {
  return { ...config, cache: { ...config.cache, memoryBytes: 1 } }
}

function findRedis({ redis }) {
  if (redis === undefined) throw new Error('Error: this machine has no redis-server.')
  return redis
}

/** No peer checks a token, so like is compared with like where ours finds the issuer unknown and the caller anonymous. */
function writeTrust() {
  const file = join(dirname(supergraph), 'auth.json')
  const issuer = verifies ? BENCH_ISSUER.name : 'nobody'
  const issuers = [{ issuer, secretVariable: 'BENCH_SECRET', algorithms: ['HS256'] }]
  writeFileSync(file, JSON.stringify({ issuers, badToken: verifies ? 'refuse' : 'anonymous' }))
  return file
}
