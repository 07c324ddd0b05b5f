import { ConfigError } from './config.ts'
import type { Log } from './log.ts'

/**
 * Runs a process: starts it, and on SIGTERM or SIGINT stops it once and ends. A setting that cannot be used is
 * explained on standard error without a stack trace, with exit code 2. A second signal ends the process at once.
 */
export async function runProcess(log: Log, start: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  try {
    const running = await start()
    stopOnSignals(log, () => running.stop())
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}

function stopOnSignals(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
