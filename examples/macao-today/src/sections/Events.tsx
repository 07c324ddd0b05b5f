import { macaoDay } from 'macao-open-graph'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { sourcesOf } from '../graph/provenance.ts'
import { useNow } from '../graph/useNow.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { Name } from '../shown/Name.tsx'
import { Section } from '../shown/Section.tsx'
import { useFormats } from '../shown/useFormats.ts'
import { EVENTS } from './events.graphql.ts'

export function Events() {
  const { strings } = useLanguage()
  const { day: writeDay } = useFormats()
  const day = macaoDay(useNow(60))
  const variables = useMemo(() => ({ day }), [day])
  const [{ data, error, fetching, extensions }, ask] = useQuery({ query: EVENTS, variables })
  const exhibitions = data?.exhibitions?.nodes ?? []
  const more = (data?.exhibitions?.totalCount ?? 0) - exhibitions.length
  const coming = (data?.events?.nodes ?? []).flatMap(({ id, name, next }) =>
    next?.startsOn ? [{ id, name, ...next }] : [],
  )
  const answer = {
    error,
    isLoading: fetching && data === undefined,
    sources: sourcesOf(extensions),
    askAgain: () => ask({ requestPolicy: 'network-only' }),
  }
  return (
    <Section id="events" title={strings.events.title} lead={strings.events.lead} answer={answer}>
      <h3>{strings.events.exhibitions}</h3>
      {data?.exhibitions && exhibitions.length === 0 && <p className="quiet">{strings.events.none}</p>}
      <ul className="entries">
        {exhibitions.map(({ id, title, museum, closesOn }) => (
          <li key={id}>
            <b>
              <Name of={title} />
            </b>
            <span className="quiet">
              {museum && (
                <>
                  <Name of={museum.name} /> ·{' '}
                </>
              )}
              <time dateTime={closesOn}>{strings.events.until(writeDay(closesOn, day))}</time>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{strings.events.more(more)}</p>}
      <h3>{strings.events.next}</h3>
      <ul className="entries">
        {coming.map(({ id, name, startsOn, endsOn, status }) => (
          <li key={id}>
            <b>
              <Name of={name} />
            </b>
            <span className="quiet">
              <Days from={startsOn ?? ''} to={endsOn} today={day} />
              {status === 'RULE' && ` · ${strings.events.byRule}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Days({
  from,
  to,
  today,
}: {
  readonly from: string
  readonly to: string | null
  readonly today: string
}) {
  const { strings } = useLanguage()
  const { day } = useFormats()
  const write = (text: string) => day(text, today)
  // Days written so are in the order of the calendar.
  if (from > today)
    return (
      <time dateTime={from}>
        {to === null || to === from ? write(from) : `${write(from)} – ${write(to)}`}
      </time>
    )
  if (to === null || to === today) return <>{strings.events.today}</>
  return <>{`${strings.events.today}, ${strings.events.until(write(to))}`}</>
}
