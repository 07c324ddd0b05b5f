import type { AnswerSource } from '../graph/ask.ts'
import { formatTime, words } from '../language/language.ts'
import { useShown } from './shown.ts'
import { joinSources, joinTwo } from './sources.ts'
import { bureauOf, factsOf, kindOf, titleOf } from './tellSource.ts'

/** What the answer is made of: whose data, whether they are real, as of when, and under which terms. */
export function Sources() {
  const { answer, isPartial } = useShown()
  const sources = joinSources(answer.value?.sources ?? [])
  const [first, ...others] = sources
  if (answer.value === null || answer.value.data === null) return null
  if (first === undefined) {
    const { unknown, awaited } = words.value.sources
    return <p class="small sources">{isPartial.value ? awaited : unknown}</p>
  }
  const whole = others.reduce(joinTwo, first)
  const list = (
    <ul class="plain">
      {sources.map((source) => (
        <li key={source.dataset}>
          <Source source={source} />
        </li>
      ))}
    </ul>
  )
  if (others.length === 0) return <div class="small sources">{list}</div>
  return (
    <details class="small sources">
      <summary>
        <Kind source={whole} /> {summarise(whole, sources)}
      </summary>
      {list}
    </details>
  )
}

/** Several sources in one line, by the worst of each: sample in part, the oldest time, stale. */
function summarise(whole: AnswerSource, sources: readonly AnswerSource[]): string {
  const { sources: strings, status, why } = words.value
  const bureaus = [...new Set(sources.map(bureauOf))].filter((name) => name !== '')
  const licences = new Set(sources.map(({ licence }) => licence ?? why.noLicence))
  return [
    strings.count(sources.length),
    bureaus.join(', '),
    whole.asOf === null ? '' : strings.oldest(status.updated(formatTime(whole.asOf))),
    sources.some(({ stale }) => stale) ? why.stale : '',
    [...licences].join(', '),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function Source({ source }: { readonly source: AnswerSource }) {
  const [, ...facts] = factsOf(source)
  return (
    <>
      <Kind source={source} /> {titleOf(source)}
      {source.bureau !== null && (
        <>
          {' · '}
          <a href={`#/bureau/${source.bureau}`}>{bureauOf(source)}</a>
        </>
      )}
      {facts
        .filter((fact) => fact !== '')
        .map((fact) => ` · ${fact}`)
        .join('')}
    </>
  )
}

/** Whether it is real comes first, and is not told by colour alone. */
function Kind({ source }: { readonly source: AnswerSource }) {
  return <strong class={source.samples === 0 ? 'kind real' : 'kind sample'}>{kindOf(source)}</strong>
}
