import { ConfigError, describeValue, type Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * The clock by which a bureau answers: the machine's, or the one moment of FROZEN_CLOCK, at which snapshots and replays give
 * the same every time. Throws ConfigError for what is no instant, and in production, where a museum would be open for ever.
 */
export function createClock(environment: Environment, log: Log): () => Date {
  const { FROZEN_CLOCK: text = '', NODE_ENV = '' } = environment
  if (text === '') return () => new Date()
  const moment = new Date(text)
  if (!INSTANT.test(text) || Number.isNaN(moment.getTime()))
    throw new ConfigError([
      `FROZEN_CLOCK: expected an instant with its offset, such as 2026-11-22T14:20:00+08:00; got ${describeValue('FROZEN_CLOCK', text)}.`,
    ])
  if (!DEVELOPMENT.has(NODE_ENV))
    throw new ConfigError([
      `FROZEN_CLOCK: expected nothing in production (NODE_ENV is ${JSON.stringify(NODE_ENV)}); got ${describeValue('FROZEN_CLOCK', text)}.`,
    ])
  log.warn({ frozenAt: moment.toISOString() }, 'FROZEN_CLOCK: the bureaus answer as of one moment, for tests')
  return () => new Date(moment)
}

/** Any other word is meant as production. */
const DEVELOPMENT: ReadonlySet<string> = new Set(['', 'development', 'test'])
