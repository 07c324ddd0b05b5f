import { createLog } from '../kit/log.ts'
import { runProcess } from '../kit/process.ts'
import { runCommand, type Command } from './process/command.ts'
import { readConfig } from './process/config/config.ts'

const log = createLog('gateway', process.env.LOG_LEVEL ?? 'info')

/** What serves is loaded when it is wanted: help, and a fault of the settings, come at once. */
const command = {
  purpose: 'Serves a supergraph.',
  log,
  async start(file) {
    const config = readConfig(process.env, file)
    log.level = config.logLevel
    const { startGateway } = await import('./process/gateway.ts')
    const gateway = await startGateway(config, log, new Map(), process.env)
    const subgraphs = [...config.subgraphs.keys()]
    log.info({ url: gateway.url, adminUrl: gateway.adminUrl, subgraphs }, 'gateway serves')
    return gateway
  },
  async check(file) {
    const config = readConfig(process.env, file)
    const { checkConfig } = await import('./process/checkConfig.ts')
    await checkConfig(config, log, new Map(), process.env)
  },
} satisfies Command

await runProcess(log, () => runCommand(command, process.argv.slice(2), process.env))
