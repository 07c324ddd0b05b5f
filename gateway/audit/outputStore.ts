import { write } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CHAIN_START, readEnd } from './chain.ts'
import type { AuditStore } from './trail.ts'

const STANDARD_OUTPUT = 1

/** A trail on standard output, among the lines of the log; its chain begins anew with each process. */
export function createOutputStore(fd = STANDARD_OUTPUT): AuditStore {
  let end = CHAIN_START
  return {
    async open() {
      return {
        end,
        notes: {},
        async append(text) {
          // One by one: a pipe takes a short line whole, and the log writes to the same one.
          for (const line of text.trimEnd().split('\n')) {
            await writeWhole(fd, Buffer.from(`${line}\n`))
            end = readEnd(line) ?? end
          }
          return {}
        },
      }
    },
    close: async () => undefined,
  }
}

const writeBytes = promisify(write)
const RETRY_MS = 20

async function writeWhole(fd: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    try {
      at += (await writeBytes(fd, bytes, at, bytes.length - at, null)).bytesWritten
    } catch (error) {
      if (!isFull(error)) throw error
      await wait(RETRY_MS)
    }
  }
}

/** A pipe whose reader is slow. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
