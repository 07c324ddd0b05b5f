import type { Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { nearestName } from '../../kit/nearestName.ts'

/** What follows the prefix of a feed. */
export const FEED_VARIABLES = ['URL', 'APPCODE', 'APPCODE_URL'] as const

/** Warns of each `FEED_…` variable that no feed of this process reads: its source goes on to be the bundled snapshot. */
export function warnOfUnknownFeedVariables(
  environment: Environment,
  feeds: readonly string[],
  log: Log,
): void {
  const known = feeds.flatMap((id) => FEED_VARIABLES.map((kind) => `${feedPrefix(id)}_${kind}`))
  for (const [variable, value] of Object.entries(environment))
    if (variable.startsWith('FEED_') && value !== '' && !known.includes(variable))
      log.warn(
        { variable, nearest: nearestName(variable, known) },
        'no feed of this process reads this variable',
      )
}

/** What the variables of a feed begin with. */
export function feedPrefix(id: string): string {
  return `FEED_${id.toUpperCase().replaceAll('-', '_')}`
}
