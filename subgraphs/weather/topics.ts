import type { Topics } from '../_kit/events/topic.ts'
import type { WeatherSource } from './source.ts'
import { WeatherWarningGroup } from './source/warningSignals.ts'

/** What the bureau's subscriptions follow. */
export const topics: Topics<WeatherSource> = {
  warnings: {
    feeds: ({ from }) => from.warnings,
    // Of each group, so that the end of a warning is told too.
    states(source) {
      const inForce = source.warningsInForce()
      return Object.values(WeatherWarningGroup).map((group) => ({
        key: group,
        state: inForce
          .filter((warning) => warning.group === group)
          .map(({ code, issuedAt, description }) => ({ code, issuedAt, description })),
      }))
    },
    tellsChanges: true,
  },
}
