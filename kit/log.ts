import { pino } from 'pino'

export type Log = pino.Logger

/** JSON lines on standard output; `level` is one of pino's ("silent" for tests). Secrets never reach a line. */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime, redact: REDACTED })
}

const REDACTED = ['authorization', '*.authorization', 'headers.authorization', 'secret', '*.secret']
