import { readBundled } from './bundle.ts'
import { recorded } from './datasets.ts'
import { isOpen, readHours } from './hours.ts'
import type { Resolvers } from './resolvers.ts'
import { text, type Text } from './text.ts'

/** "Mon-Thu 09:00-13:00, 14:30-17:45; Fri until 17:30", of which the facts say that several centres run later. */
const standardHours = readHours('Mon-Thu 09:00-13:00, 14:30-17:45, Fri-Fri 09:00-13:00, 14:30-17:30')

/** The one station whose own notice gives these hours. */
const HAS_OWN_HOURS = 'hs-hengqin'

interface Slots {
  readonly site: string
  readonly vaccine: string
  readonly slots_bookable: number
  readonly slots_walk_in: number | '---'
}

const { data: slots }: { data: readonly Slots[] } = JSON.parse(
  readBundled('health/data/vaccination-slots/frame-0.json'),
)

interface Centre {
  readonly id: string
  readonly name: Text
}

export const healthCentreResolvers: Resolvers = {
  HealthCentre: {
    hasStandardHours: ({ id }: Centre) => id !== HAS_OWN_HOURS,
    isOpen: ({ id }: Centre, { at }: { at: string }) =>
      isOpen(standardHours, at) || (id === HAS_OWN_HOURS ? false : null),
    vaccinationSlots: ({ name }: Centre) => slots.filter(({ site }) => site === name.zh),
  },
  VaccinationSlots: {
    vaccine: ({ vaccine }: Slots) => text({ zh: vaccine }),
    bookable: ({ slots_bookable }: Slots) => slots_bookable,
    offersWalkIn: ({ slots_walk_in }: Slots) => slots_walk_in !== '---',
    walkIn: ({ slots_walk_in }: Slots) => (slots_walk_in === '---' ? null : slots_walk_in),
    observedAt: () => '2026-11-22T14:00:00+08:00',
    stale: () => false,
    provenance: () => ({
      ...recorded('ssm-vaccination-slots'),
      retrievedAt: '2026-11-22T14:00:00+08:00',
      // The bureau says itself when it counted.
      sourceUpdatedAt: '2026-11-22T14:00:00+08:00',
    }),
  },
}
