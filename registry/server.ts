import { createLog } from '../kit/log.ts'
import { runProcess } from '../kit/process.ts'
import { readRegistrySettings } from './server/settings.ts'
import { startRegistry } from './server/startRegistry.ts'

const log = createLog('registry', process.env.LOG_LEVEL ?? 'info')

await runProcess(log, async () => {
  const settings = readRegistrySettings(process.env, process.argv.slice(2))
  const { url, publicKey, operatorKeyFile, stop } = await startRegistry(settings, log, () => new Date())
  if (operatorKeyFile !== undefined) log.info({ file: operatorKeyFile }, "the operator's key was made")
  log.info({ url, publicKey }, 'registry serves')
  return { stop }
})
