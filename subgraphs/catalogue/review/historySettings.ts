import { z } from 'zod'
import { readEnvironment, wholeNumber, type Environment } from '../../../kit/config.ts'

const settings = z.object({
  STATE_DIR: z.string().optional(),
  CATALOGUE_HISTORY_SECONDS: wholeNumber('seconds from 10 to 86400', 10, 86_400).default(300),
})

/** STATE_DIR and CATALOGUE_HISTORY_SECONDS. */
export function readHistorySettings(environment: Environment) {
  const { STATE_DIR, CATALOGUE_HISTORY_SECONDS } = readEnvironment(settings, environment)
  return { stateFolder: STATE_DIR, everyMs: CATALOGUE_HISTORY_SECONDS * 1_000 }
}
