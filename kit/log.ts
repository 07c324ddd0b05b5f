import { pino } from 'pino'

export type Log = pino.Logger

/**
 * JSON lines on standard output from `level` on ("silent" for tests); a level that does not exist is "info", so that a
 * process can still say what is wrong with its settings. Secrets never reach a line.
 */
export function createLog(name: string, level: string): Log {
  const known = level === 'silent' || level in pino.levels.values
  return pino({
    name,
    level: known ? level : 'info',
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: REDACTED,
  })
}

const REDACTED = ['authorization', '*.authorization', 'headers.authorization', 'secret', '*.secret']
