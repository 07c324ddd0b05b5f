import type { AnswerSource } from '../graph/ask.ts'

/** Each data set once, put together from the places of the answer. */
export function joinSources(entries: readonly AnswerSource[]): readonly AnswerSource[] {
  const joined = new Map<string | null, AnswerSource>()
  for (const entry of entries) {
    const known = joined.get(entry.dataset)
    joined.set(entry.dataset, known === undefined ? entry : joinTwo(known, entry))
  }
  return [...joined.values()]
}

export function joinTwo(one: AnswerSource, other: AnswerSource): AnswerSource {
  return {
    ...one,
    asOf: older(one.asOf, other.asOf),
    stale: one.stale || other.stale,
    records: one.records + other.records,
    samples: one.samples + other.samples,
  }
}

function older(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return Date.parse(one) <= Date.parse(other) ? one : other
}
