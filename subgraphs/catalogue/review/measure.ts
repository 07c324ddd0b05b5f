import { DatasetMeasure, MeasureKind, MeasureVerdict } from '../schema/review.ts'
import { PUBLIC_FROM_CLIENTS } from '../use/publicUse.ts'
import type { UseMonth } from '../../_kit/catalogueSources.ts'
import type { FeedDay } from './feedHistory.ts'
import { isWithin, type Period } from './period.ts'
import type { Targets } from './targets.ts'

export interface Measured {
  readonly period: Period
  readonly targets: Targets | null
  /** The days of its feed; those outside of the period do not count. */
  readonly days: readonly FeedDay[]
  /** Its months; null where nobody counts them. */
  readonly use: readonly UseMonth[] | null
  /** YYYY-MM-DD in Macao. */
  readonly today: string
}

/** What was reached of a data set's targets in a period. */
export function measureDataset({ period, targets, days, use, today }: Measured): readonly DatasetMeasure[] {
  const within = days.filter(({ day }) => isWithin(period, day))
  const looks = sum(within, ({ looks: count }) => count)
  const records = sum(within, ({ accepted, setAside }) => accepted + setAside)
  const sample = within.some(({ isSample }) => isSample)
  const basis = { days: new Set(within.map(({ day }) => day)).size, sample }
  return [
    atLeast(
      MeasureKind.FRESHNESS,
      targets?.freshness,
      share(
        sum(within, ({ fresh }) => fresh),
        looks,
      ),
      basis,
    ),
    atLeast(
      MeasureKind.AVAILABILITY,
      targets?.availability,
      share(
        sum(within, ({ available }) => available),
        looks,
      ),
      basis,
    ),
    atMost(
      MeasureKind.SET_ASIDE,
      targets?.setAside,
      share(
        sum(within, ({ setAside }) => setAside),
        records,
      ),
      basis,
    ),
    measureUse(period, targets, use, today),
  ]
}

type Basis = Pick<DatasetMeasure, 'days' | 'sample'>

function atLeast(kind: MeasureKind, target = NaN, value: number | null, basis: Basis): DatasetMeasure {
  return describe(kind, target, value, basis, (reached) => reached >= target)
}

function atMost(kind: MeasureKind, target = NaN, value: number | null, basis: Basis): DatasetMeasure {
  return describe(kind, target, value, basis, (reached) => reached <= target)
}

function describe(
  kind: MeasureKind,
  target: number,
  value: number | null,
  basis: Basis,
  isReached: (value: number) => boolean,
): DatasetMeasure {
  const verdict = () => {
    if (value === null) return MeasureVerdict.NOT_MEASURED
    if (Number.isNaN(target)) return MeasureVerdict.NO_TARGET
    return isReached(value) ? MeasureVerdict.REACHED : MeasureVerdict.MISSED
  }
  return { kind, target: Number.isNaN(target) ? null : target, value, verdict: verdict(), ...basis }
}

/** Withheld months count for nothing: with them a target may have been reached that without them was not. */
function measureUse(
  period: Period,
  targets: Targets | null,
  use: readonly UseMonth[] | null,
  today: string,
): DatasetMeasure {
  const kind = MeasureKind.USE
  const target = targets === null ? null : Math.ceil(targets.requests / (period.kind === 'month' ? 12 : 1))
  const months = (use ?? []).filter(({ month }) => isWithin(period, month))
  const open = months.filter(({ clients }) => clients.length >= PUBLIC_FROM_CLIENTS)
  const isWithheld = open.length < months.length
  const value =
    use === null || (isWithheld && open.length === 0) ? null : sum(open, ({ requests }) => requests)
  const basis = { days: 0, sample: months.some(({ isSample }) => isSample) }
  const verdict = () => {
    if (use === null) return MeasureVerdict.NOT_MEASURED
    if (target === null) return MeasureVerdict.NO_TARGET
    if (value !== null && value >= target) return MeasureVerdict.REACHED
    if (isWithheld) return MeasureVerdict.WITHHELD
    return isWithin(period, today) ? MeasureVerdict.PENDING : MeasureVerdict.MISSED
  }
  return { kind, target, value, verdict: verdict(), ...basis }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}
