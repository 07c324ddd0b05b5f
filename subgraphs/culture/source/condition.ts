import { isOpenAt } from '../../_kit/openingHours.ts'
import { metresBetween } from '../../_kit/place.ts'
import type { Condition } from './table.ts'

/** Whether the record fulfils every condition; what is unknown fulfils none. */
export function fulfilsAll<R>(record: R, conditions: readonly Condition<R>[]): boolean {
  return conditions.every((condition) => fulfils(record, condition))
}

function fulfils<R>(record: R, condition: Condition<R>): boolean {
  switch (condition.kind) {
    case 'oneOf': {
      const value = condition.of(record)
      return value !== null && condition.values.includes(value)
    }
    case 'atLeast':
    case 'atMost': {
      const value = condition.of(record)
      if (value === null) return false
      return condition.kind === 'atLeast' ? value >= condition.value : value <= condition.value
    }
    case 'lastsOn': {
      const [first, last] = condition.of(record)
      return first <= condition.day && condition.day <= last
    }
    case 'within': {
      const at = condition.of(record)
      const { south, west, north, east } = condition.box
      return at !== null && south <= at.lat && at.lat <= north && west <= at.lng && at.lng <= east
    }
    case 'near': {
      const at = condition.of(record)
      return at !== null && metresBetween(condition.centre, at) <= condition.withinMetres
    }
    case 'openAt':
      return isOpenAt(condition.of(record), condition.instant) === true
  }
}
