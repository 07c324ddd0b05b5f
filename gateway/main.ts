import { createLog } from '../kit/log.ts'
import { runProcess } from '../kit/process.ts'
import { readConfig } from './process/config/config.ts'
import { startGateway } from './process/gateway.ts'

const log = createLog('gateway', process.env.LOG_LEVEL ?? 'info')

await runProcess(log, async () => {
  const config = readConfig(process.env)
  const gateway = await startGateway(config, log, new Map(), process.env)
  log.info(
    { url: gateway.url, adminUrl: gateway.adminUrl, subgraphs: [...config.subgraphUrls.keys()] },
    'gateway serves',
  )
  return gateway
})
