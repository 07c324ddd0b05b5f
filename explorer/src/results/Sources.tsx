import { Fragment, type ComponentChild } from 'preact'
import { answer } from '../ask/workbench.ts'
import type { AnswerSource } from '../graph/ask.ts'
import { best, formatTime, words } from '../language/language.ts'
import { joinSources } from './sources.ts'

/** What the answer is made of: whose data, whether they are real, as of when, and under which terms. */
export function Sources() {
  const sources = joinSources(answer.value?.sources ?? [])
  if (sources.length === 0) return null
  return (
    <ul class="plain small sources" aria-label={words.value.sources.title}>
      {sources.map((source) => (
        <li key={source.dataset}>
          {describe(source).map((part, index) => (
            <Fragment key={index}>
              {index > 0 && ' · '}
              {part}
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  )
}

function describe({
  dataset,
  title,
  bureau,
  bureauName,
  licence,
  asOf,
  stale,
  ...counts
}: AnswerSource): readonly ComponentChild[] {
  const { why, status, sources } = words.value
  return [
    best(title) || dataset || sources.unknown,
    bureau === null ? '' : <a href={`#/bureau/${bureau}`}>{best(bureauName) || bureau}</a>,
    kindOf(counts),
    asOf === null ? '' : status.updated(formatTime(asOf)),
    stale ? why.stale : '',
    licence === null ? why.noLicence : `${why.licence}: ${licence}`,
  ].filter((part) => part !== '')
}

function kindOf({ records, samples }: Pick<AnswerSource, 'records' | 'samples'>): string {
  const { why, sources } = words.value
  if (samples === 0) return sources.real
  return samples === records ? why.sample : sources.partlySample
}
