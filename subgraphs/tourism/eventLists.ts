import { inputError } from '../_kit/errors.ts'
import { EventOrder, type EventFilter, type EventsArgs } from './schema/event.ts'
import type { EventRecord } from './source/events.ts'

/** The events that a list holds, in its order. */
export function chooseEvents(
  events: readonly EventRecord[],
  { filter, orderBy }: Pick<EventsArgs, 'filter' | 'orderBy'>,
): readonly EventRecord[] {
  assertMonth(filter?.month)
  return events.filter((event) => !filter || fits(event, filter)).sort(compareBy(orderBy))
}

function assertMonth(month: number | null | undefined): void {
  if (month === null || month === undefined) return
  if (month < 1 || month > 12) throw inputError('filter.month', 'a month from 1 to 12', month)
}

function fits(event: EventRecord, { month, kinds }: EventFilter): boolean {
  if (month && !event.usualMonths.includes(month)) return false
  return !kinds || kinds.includes(event.kind)
}

type Compare = (a: EventRecord, b: EventRecord) => number

function compareBy(order: EventOrder): Compare {
  const byId: Compare = (a, b) => a.id.localeCompare(b.id)
  switch (order) {
    case EventOrder.ID:
      return byId
    case EventOrder.MONTH:
      return (a, b) => (a.usualMonths[0] ?? 0) - (b.usualMonths[0] ?? 0) || byId(a, b)
  }
}
