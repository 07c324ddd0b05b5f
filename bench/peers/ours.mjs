import { importBuilt } from '../kit/built.mjs'
import { announce, readSetting } from '../kit/setting.mjs'

const { supergraph, subgraphs, singleFlight = true } = readSetting()

const [{ readConfig }, { startGateway }, { createLog }] = await Promise.all([
  importBuilt('gateway/config'),
  importBuilt('gateway/gateway'),
  importBuilt('kit/log'),
])

const config = readConfig({
  PORT: '0',
  SUPERGRAPH_FILE: supergraph,
  SUBGRAPH_URLS: Object.entries(subgraphs)
    .map(([name, url]) => `${name}=${url}`)
    .join(),
  FORWARD_HEADERS: 'authorization',
  SINGLE_FLIGHT: String(singleFlight),
  // The checks stay on; only the bound moves, which the largest lists of the bench would pass.
  MAX_COST: '10000000',
})
const { url } = await startGateway(config, createLog('bench', 'error'), new Map())
announce({ url: `${url}/graphql` })
