import { formatDate } from '../../language/language.ts'

const DAY = 86_400_000

/** Times of an axis, told as if Macao's clock were UTC, in the reader's words: only as fine as they are, each year or day told once. */
export function formatTicks(ticks: readonly number[]): readonly string[] {
  if (ticks.every(isYear)) return ticks.map((tick) => formatDate(tick, { year: 'numeric' }))
  if (ticks.every((tick) => tick % DAY === 0)) {
    const isMonths = ticks.every((tick) => new Date(tick).getUTCDate() === 1)
    const fine = isMonths ? ({ month: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
    return withCoarse(
      ticks,
      (tick) => formatDate(tick, fine),
      (tick) => formatDate(tick, { year: 'numeric' }),
    )
  }
  return withCoarse(
    ticks,
    (tick) => formatDate(tick, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    (tick) => formatDate(tick, { day: 'numeric', month: 'short' }),
  )
}

/** On a second line what is the same for several ticks, below the first of them. */
function withCoarse(
  ticks: readonly number[],
  fine: (tick: number) => string,
  coarse: (tick: number) => string,
): readonly string[] {
  return ticks.map((tick, index) => {
    const before = ticks[index - 1]
    const isSame = before !== undefined && coarse(before) === coarse(tick)
    return isSame ? fine(tick) : `${fine(tick)}\n${coarse(tick)}`
  })
}

function isYear(tick: number): boolean {
  const date = new Date(tick)
  return tick % DAY === 0 && date.getUTCMonth() === 0 && date.getUTCDate() === 1
}
