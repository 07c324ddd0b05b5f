import { once } from 'node:events'
import { destination } from 'pino'
import { CHAIN_START } from './chain.ts'
import type { AuditStore } from './trail.ts'

const STANDARD_OUTPUT = 1

/** A trail on standard output, among the lines of the log; its chain begins anew with each process. */
export function createOutputStore(): AuditStore {
  const output = destination({ fd: STANDARD_OUTPUT, sync: false })
  let failure: unknown
  output.on('error', (error: unknown) => {
    failure = error
  })
  let end = CHAIN_START
  return {
    async open() {
      failure = undefined
      return {
        end,
        notes: {},
        async append(text, last) {
          if (failure !== undefined) throw failure
          if (!output.write(text)) await once(output, 'drain')
          end = last
          return {}
        },
      }
    },
    async close() {
      output.flushSync()
    },
  }
}
