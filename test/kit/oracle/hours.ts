import { NOW } from './facts.ts'
import { plain, type Resolvers } from './resolvers.ts'

/** From and to in minutes of the day; `to` is over 1440 where it is past midnight. */
interface Opening {
  readonly from: number
  readonly to: number
}

export interface Hours {
  readonly asStated: string
  /** Seven days from Monday; null where the words do not say. */
  readonly week: readonly (readonly Opening[])[] | null
  readonly closedOnFirst: string | null
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const NAMES = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
const DAY = 1440

/** The hours as the facts word them, with the days on which it is closed where these stand apart. */
export function readHours(words: string | null, closed: readonly string[] = []): Hours | null {
  if (words === null) return null
  const asStated = closed.length > 0 ? `${words}; closed ${closed.join(', ')}` : words
  const closing = [...closed, ...(/closed (\w{3})/.exec(words)?.slice(1) ?? [])]
  return {
    asStated,
    week: readWeek(words)?.map((openings, day) => closeOn(day, closing, openings)) ?? null,
    closedOnFirst: /first (\w{3}) of month/.exec(closing.join())?.[1] ?? null,
  }
}

function readWeek(words: string): Opening[][] | null {
  if (/^(24h|always)($|;)/.test(words)) return DAYS.map(() => [{ from: 0, to: DAY }])
  const named = [...words.matchAll(/(\w{3})(?:-(\w{3}))? ((?:\d\d:\d\d-\d\d:\d\d(?:, )?)+)/g)].filter(
    ([, day = '']) => DAYS.includes(day),
  )
  if (named.length > 0)
    return DAYS.map((_, day) =>
      named.flatMap(([, first = '', last = first, times = '']) =>
        DAYS.indexOf(first) <= day && day <= DAYS.indexOf(last) ? readOpenings(times) : [],
      ),
    )
  // Of "fortress 09:00-18:00, chapel 10:00-18:00" the first part is what one enters.
  const everyDay = /chapel/.test(words) ? readOpenings(words).slice(0, 1) : readOpenings(words)
  return everyDay.length > 0 ? DAYS.map(() => everyDay) : null
}

function readOpenings(words: string): Opening[] {
  return [...words.matchAll(/(\d\d):(\d\d)-(\d\d):(\d\d)/g)].map((match) => {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
    const [from, to] = [a * 60 + b, c * 60 + d]
    return { from, to: to > from ? to : to + DAY }
  })
}

function closeOn(day: number, closing: readonly string[], openings: readonly Opening[]): readonly Opening[] {
  const rule = closing.find((candidate) => candidate.startsWith(DAYS[day] ?? ''))
  if (rule === undefined) return openings
  const after = / after (\d\d):00/.exec(rule)?.[1]
  return after === undefined ? [] : openings.map(({ from }) => ({ from, to: Number(after) * 60 }))
}

/** Whether it is open at the instant (now where none is named) by the clock of Macao; null where not known. */
export function isOpen(hours: Hours | null, at: string | null | undefined): boolean | null {
  if (!hours?.week) return null
  const local = new Date(Date.parse(at ?? NOW) + 8 * 3_600_000)
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  const yesterday = new Date(local.getTime() - DAY * 60_000)
  const covers = (moment: number) => (opening: Opening) => opening.from <= moment && moment < opening.to
  return (
    openingsOn(hours, local).some(covers(minute)) || openingsOn(hours, yesterday).some(covers(minute + DAY))
  )
}

function openingsOn({ week, closedOnFirst }: Hours, day: Date): readonly Opening[] {
  const weekday = (day.getUTCDay() + 6) % 7
  return closedOnFirst === DAYS[weekday] && day.getUTCDate() <= 7 ? [] : (week?.[weekday] ?? [])
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export const hoursResolvers: Resolvers = {
  OpeningHours: {
    ...plain('asStated'),
    periods: ({ week }: Hours) =>
      week &&
      week.flatMap((openings, day) =>
        openings.map(({ from, to }) => ({
          weekday: NAMES[day],
          opens: clock(from),
          closes: clock(to > DAY ? to - DAY : to),
          closesNextDay: to > DAY,
        })),
      ),
  },
  OpeningPeriod: plain('weekday', 'opens', 'closes', 'closesNextDay'),
}
