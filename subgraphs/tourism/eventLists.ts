import { inputError } from '../_kit/errors.ts'
import { findEdition, firstDayOf, type Period } from './editions.ts'
import { EventOrder, type EventFilter, type EventsArgs } from './schema/event.ts'
import type { EditionRecord } from './source/eventEditions.ts'
import type { EventRecord } from './source/events.ts'

type Choice = Pick<EventsArgs, 'filter' | 'orderBy' | 'on' | 'between' | 'next'>

type Editions = ReadonlyMap<string, readonly EditionRecord[]>
type ReadEditions = () => Editions

const NO_EDITIONS: Editions = new Map()

/** An event, with the first day of the edition that the question is about. */
interface Candidate {
  readonly event: EventRecord
  readonly firstDay: string | null
}

/** The events that a list holds, in its order. */
export function chooseEvents(
  events: readonly EventRecord[],
  readEditions: ReadEditions,
  choice: Choice,
): readonly EventRecord[] {
  const { filter, orderBy } = choice
  assertMonth(filter?.month)
  const period = readPeriod(choice)
  if (orderBy === EventOrder.DATE && period === null)
    throw inputError('orderBy', 'with DATE one of on, between, next', orderBy)
  // A source of editions that is dead costs only the questions about days.
  const editionsOf = period === null ? NO_EDITIONS : readEditions()
  return events
    .filter((event) => !filter || fits(event, filter))
    .flatMap((event) => (period ? datedIn(period, event, editionsOf) : [{ event, firstDay: null }]))
    .sort(compareBy(orderBy))
    .map(({ event }) => event)
}

function assertMonth(month: number | null | undefined): void {
  if (month === null || month === undefined) return
  if (month < 1 || month > 12) throw inputError('filter.month', 'a month from 1 to 12', month)
}

function readPeriod({ on, between, next }: Choice): Period | null {
  const given = [on, between, next].filter((argument) => argument !== null && argument !== undefined)
  if (given.length > 1) throw inputError('on, between, next', 'one of them at most', given)
  if (on) return { from: on, to: on }
  if (next) return { from: next, to: null }
  if (!between) return null
  if (between.to < between.from)
    throw inputError('between.to', `a day not before ${between.from}`, between.to)
  return between
}

function datedIn(period: Period, event: EventRecord, editionsOf: Editions): readonly Candidate[] {
  const edition = findEdition(editionsOf.get(event.id) ?? [], period)
  return edition ? [{ event, firstDay: firstDayOf(edition) }] : []
}

function fits(event: EventRecord, { month, kinds }: EventFilter): boolean {
  if (month && !event.usualMonths.includes(month)) return false
  return !kinds || kinds.includes(event.kind)
}

type Compare = (a: Candidate, b: Candidate) => number

function compareBy(order: EventOrder): Compare {
  const byId: Compare = (a, b) => a.event.id.localeCompare(b.event.id)
  switch (order) {
    case EventOrder.ID:
      return byId
    case EventOrder.MONTH:
      return (a, b) => (a.event.usualMonths[0] ?? 0) - (b.event.usualMonths[0] ?? 0) || byId(a, b)
    case EventOrder.DATE:
      return (a, b) => (a.firstDay ?? '').localeCompare(b.firstDay ?? '') || byId(a, b)
  }
}
