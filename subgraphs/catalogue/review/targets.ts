import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'

/** What is expected of a data set in a year. */
export interface Targets {
  /** At least this share of the looks at its feed found it fresh. */
  readonly freshness: number
  /** At least this share found it answering. */
  readonly availability: number
  /** At most this share of its records was set aside. */
  readonly setAside: number
  /** At least so many requests in the year; in a month a twelfth of it. */
  readonly requests: number
}

/** The targets of a data set in a year; null for a year that has none. */
export type FindTargets = (year: string, dataset: string) => Targets | null

const share = z.number().min(0).max(1)
const targets = z.strictObject({
  freshness: share,
  availability: share,
  setAside: share,
  requests: z.int().min(0),
})

/** By year: the targets of each data set, and those of all others. */
export const targetYears = z.record(
  z.string().regex(/^\d{4}$/),
  z.strictObject({ default: targets, datasets: z.record(z.string(), targets) }),
)

/** Reads data/targets.json. Throws where it is not what it should be. */
export function loadTargets(): FindTargets {
  const file = new URL('subgraphs/catalogue/data/targets.json', packageRoot)
  const years = new Map(Object.entries(targetYears.parse(JSON.parse(readFileSync(file, 'utf8')))))
  return (year, dataset) => {
    const found = years.get(year)
    if (found === undefined) return null
    return Object.hasOwn(found.datasets, dataset) ? (found.datasets[dataset] ?? null) : found.default
  }
}
