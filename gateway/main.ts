import { createLog } from '../kit/log.ts'
import { runProcess } from '../kit/process.ts'
import { checkConfig } from './process/checkConfig.ts'
import { runCommand, type Command } from './process/command.ts'
import { readConfig } from './process/config/config.ts'
import { startGateway } from './process/gateway.ts'

const log = createLog('gateway', process.env.LOG_LEVEL ?? 'info')

const command = {
  purpose: 'Serves a supergraph.',
  log,
  async start(file) {
    const config = readConfig(process.env, file)
    log.level = config.logLevel
    const gateway = await startGateway(config, log, new Map(), process.env)
    const subgraphs = [...config.subgraphs.keys()]
    log.info({ url: gateway.url, adminUrl: gateway.adminUrl, subgraphs }, 'gateway serves')
    return gateway
  },
  check: (file) => checkConfig(readConfig(process.env, file), log, new Map(), process.env),
} satisfies Command

await runProcess(log, () => runCommand(command, process.argv.slice(2), process.env))
