import type { AnswerSource } from '../graph/ask.ts'
import { best, formatTime, words } from '../language/language.ts'

/** What one source is, as a sentence's parts: title, bureau, real or sample, as of when, stale, licence. */
export function tellSource(source: AnswerSource): string {
  return [titleOf(source), bureauOf(source), ...factsOf(source)].filter((part) => part !== '').join(' · ')
}

export function titleOf({ title, dataset }: AnswerSource): string {
  return best(title) || dataset || words.value.sources.unknown
}

export function bureauOf({ bureau, bureauName }: AnswerSource): string {
  return best(bureauName) || (bureau ?? '')
}

export function factsOf({ asOf, stale, licence, ...counts }: AnswerSource): readonly string[] {
  const { why, status } = words.value
  return [
    kindOf(counts),
    asOf === null ? '' : status.updated(formatTime(asOf)),
    stale ? why.stale : '',
    licence === null ? why.noLicence : `${why.licence}: ${licence}`,
  ]
}

export function kindOf({ records, samples }: Pick<AnswerSource, 'records' | 'samples'>): string {
  const { why, sources } = words.value
  if (samples === 0) return sources.real
  return samples === records ? why.sample : sources.partlySample
}
