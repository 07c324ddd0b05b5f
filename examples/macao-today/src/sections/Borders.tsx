import type { ResultOf } from '@graphql-typed-document-node/core'
import { useLive } from '../graph/useLive.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { AsOf } from '../shown/AsOf.tsx'
import { Name } from '../shown/Name.tsx'
import { Section } from '../shown/Section.tsx'
import { BORDER_CHANGED, BORDERS } from './borders.graphql.ts'

type Checkpoint = NonNullable<ResultOf<typeof BORDERS>['borderCheckpoints']>[number]

const NOTHING = {}

export function Borders() {
  const { strings } = useLanguage()
  const answer = useLive({
    query: BORDERS,
    variables: NOTHING,
    changes: BORDER_CHANGED,
    filter: NOTHING,
    pollSeconds: 60,
  })
  const all = answer.data?.borderCheckpoints ?? []
  const known = all.filter(({ statusMinutes }) => statusMinutes !== null)
  const rest = all.filter(({ statusMinutes }) => statusMinutes === null)
  return (
    <Section
      id="borders"
      title={strings.borders.title}
      lead={strings.borders.lead}
      answer={answer}
      isSample={all.some(({ statusProvenance }) => statusProvenance?.sample)}
      isStale={all.some(({ stale }) => stale)}
    >
      <ul className="rows">
        {known.map((checkpoint) => (
          <li key={checkpoint.id} className="row">
            <Queue checkpoint={checkpoint} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h3>{strings.borders.rest}</h3>
          <ul className="plain">
            {rest.map(({ id, name, statusLevel }) => (
              <li key={id}>
                <Name of={name} />{' '}
                <span className="quiet">· {strings.borders.levels[statusLevel ?? 'UNKNOWN']}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Queue({ checkpoint }: { readonly checkpoint: Checkpoint }) {
  const { strings } = useLanguage()
  const { name, statusLevel, statusMinutes, statusByDirection, observedAt, stale } = checkpoint
  const level = statusLevel ?? 'UNKNOWN'
  const write = (minutes: number | null, of: string) =>
    of === 'DIVERSION' ? strings.borders.moreThan(minutes ?? 60) : `${minutes}`
  return (
    <>
      <div className="what">
        <h3>
          <Name of={name} />
        </h3>
        <p className="quiet">
          {(statusByDirection ?? []).map(({ direction, level, minutes }) => (
            <span key={direction} className="direction">
              {strings.borders.directions[direction]}{' '}
              <b>
                {minutes === null
                  ? strings.borders.levels[level]
                  : `${write(minutes, level)} ${strings.minutes}`}
              </b>
            </span>
          ))}
        </p>
      </div>
      <p className="figure">
        <strong>{write(statusMinutes, level)}</strong> <span className="unit">{strings.minutes}</span>
      </p>
      <p className={`level ${level}`}>
        <span className="steps" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </span>
        {strings.borders.levels[level]}
      </p>
      <AsOf at={observedAt} isStale={stale} />
    </>
  )
}
