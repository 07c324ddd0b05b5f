import type { Topics } from '../_kit/events/topic.ts'
import type { HealthSource } from './source.ts'

/** What the bureau's subscriptions follow. */
export const topics: Topics<HealthSource> = {
  emergencyDepartments: {
    feeds: ({ read }) => [read.waits],
    // A time of waiting that is said again is no change.
    states: ({ waitByDepartment }) =>
      [...waitByDepartment()].map(([key, wait]) => ({ key, state: { ...wait, observedAt: undefined } })),
    tellsChanges: true,
  },
}
