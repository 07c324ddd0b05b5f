import { setFlagsFromString } from 'node:v8'
import { ConfigError } from './config.ts'
import type { Log } from './log.ts'

export interface RunningParts {
  /** Rejects with ConfigError when it turns out that the process cannot do its work. */
  readonly ready?: Promise<void>
  stop(): Promise<void>
}

/**
 * Runs a process: starts it, and on SIGTERM or SIGINT stops it once and ends. A setting that cannot be used is
 * explained on standard error without a stack trace, with exit code 2. Where there is only a text to print, that is all. A second signal ends the process at once.
 */
export async function runProcess(log: Log, start: () => Promise<RunningParts | string>): Promise<void> {
  keepNewObjectsYoung()
  outliveRejections(log)
  try {
    const running = await start()
    if (typeof running === 'string') {
      process.stdout.write(running)
      process.exit(0)
    }
    stopOnSignals(log, () => running.stop())
    await running.ready
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

/**
 * Has V8 make every object in the young generation, where what a request leaves behind costs nothing. At the beginning of a
 * load most objects live long, since all is slow; V8 then takes to making their kind in the old generation, where each
 * one that is over keeps in memory what it points at (docs/decisions/0013). To be called before there is work.
 */
export function keepNewObjectsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}

/**
 * A failure that nobody waited for belongs to no request and must not end those that are under way: Node would exit. It is
 * a fault of ours all the same, so the log has it with its stack.
 */
function outliveRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'a failure that nobody waited for; the process goes on')
  })
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
