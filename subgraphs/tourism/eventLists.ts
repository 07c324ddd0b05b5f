import { isGiven, type Page } from '../_kit/connection.ts'
import { inputError } from '../_kit/errors.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import { oneForm } from '../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../_kit/lists/sort.ts'
import { findEdition, firstDayOf, type Period } from './editions.ts'
import { EventOrder, type EventFilter, type EventsArgs, type EventSortField } from './schema/event.ts'
import type { EditionRecord } from './source/eventEditions.ts'
import type { EventRecord } from './source/events.ts'
import type { TourismSource } from './source.ts'

type Editions = ReadonlyMap<string, readonly EditionRecord[]>

const NO_EDITIONS: Editions = new Map()

/** An event, with the first day of the edition that the question is about. */
interface Candidate {
  readonly event: EventRecord
  readonly firstDay: string | null
}

/** A page of a list of these events, some of those of the source. */
export function listEvents(
  events: readonly EventRecord[],
  source: Pick<TourismSource, 'events' | 'eventEditions'>,
  { orderBy, on, between, next, ...args }: EventsArgs,
): Page<EventRecord> {
  const filter = readFilter(args.filter, { on, between, next })
  assertMonth(filter.month)
  const period = readPeriod(filter)
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  if (period === null && sort?.some(({ field }) => field === 'NEXT'))
    throw inputError(
      orderBy ? 'orderBy' : 'sort',
      `with ${orderBy ?? 'NEXT'} one of on, between, ${orderBy ? 'next' : 'from'}`,
      orderBy ?? 'NEXT',
    )
  // A source of editions that is dead costs only the questions about days.
  const editionsOf = period === null ? NO_EDITIONS : source.eventEditions.view().byEvent
  const chosen = events
    .filter((event) => fits(event, filter))
    .flatMap((event) => (period ? datedIn(period, event, editionsOf) : [{ event, firstDay: null }]))
  const isKnown = (id: string) => source.events.view().byId.has(id)
  const page = listItems(chosen, { ...args, filter, sort }, { ...RULES, isKnown })
  return {
    ...page,
    nodes: page.nodes.map(({ event }) => event),
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: node.event })),
  }
}

const RULES: Omit<ListRules<Candidate, EventSortField>, 'isKnown'> = {
  what: 'events',
  idOf: ({ event }) => event.id,
  keys: {
    USUAL_MONTHS: ({ event }) => event.usualMonths[0] ?? 0,
    NEXT: ({ firstDay }) => firstDay,
  },
}

const OLD_ORDERS: Readonly<Record<EventOrder, readonly Sort<EventSortField>[]>> = {
  [EventOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [EventOrder.MONTH]: [{ field: 'USUAL_MONTHS', direction: SortDirection.ASC }],
  [EventOrder.DATE]: [{ field: 'NEXT', direction: SortDirection.ASC }],
}

function assertMonth(month: number | null | undefined): void {
  if (isGiven(month) && (month < 1 || month > 12))
    throw inputError('filter.month', 'a month from 1 to 12', month)
}

/** The filter, with what its deprecated forms beside it say. */
function readFilter(
  filter: EventFilter | null | undefined,
  { on, between, next }: { readonly [old in 'on' | 'between' | 'next']: EventsArgs[old] | undefined },
): EventFilter {
  return {
    ...filter,
    on: oneForm('filter.on', filter?.on, 'on', on),
    between: oneForm('filter.between', filter?.between, 'between', between),
    from: oneForm('filter.from', filter?.from, 'next', next),
  }
}

function readPeriod({ on, between, from }: EventFilter): Period | null {
  const given = [on, between, from].filter(isGiven)
  if (given.length > 1) throw inputError('on, between, from', 'one of them at most', given)
  if (on) return { from: on, to: on }
  if (from) return { from, to: null }
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
