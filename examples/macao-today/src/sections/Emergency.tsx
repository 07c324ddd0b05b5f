import type { ResultOf } from '@graphql-typed-document-node/core'
import { useLive } from '../graph/useLive.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { AsOf } from '../shown/AsOf.tsx'
import { Name } from '../shown/Name.tsx'
import { Section } from '../shown/Section.tsx'
import { useFormats } from '../shown/useFormats.ts'
import { EMERGENCY, EMERGENCY_CHANGED } from './emergency.graphql.ts'

type Department = NonNullable<ResultOf<typeof EMERGENCY>['emergencyDepartments']>[number]

const NOTHING = {}

export function Emergency() {
  const { strings } = useLanguage()
  const answer = useLive({
    query: EMERGENCY,
    variables: NOTHING,
    changes: EMERGENCY_CHANGED,
    filter: NOTHING,
    pollSeconds: 60,
  })
  const all = answer.data?.emergencyDepartments ?? []
  const rest = all.filter(({ publishesWaits }) => !publishesWaits)
  return (
    <Section
      id="emergency"
      title={strings.emergency.title}
      lead={strings.emergency.lead}
      answer={answer}
      isStale={all.some(({ stale }) => stale)}
    >
      <ul className="rows">
        {all
          .filter(({ publishesWaits }) => publishesWaits)
          .map((department) => (
            <li key={department.id} className="row">
              <Wait department={department} />
            </li>
          ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h3>{strings.emergency.rest}</h3>
          <ul className="plain">
            {rest.map(({ id, name }) => (
              <li key={id}>
                <Name of={name} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Wait({ department }: { readonly department: Department }) {
  const { strings } = useLanguage()
  const { number } = useFormats()
  const { name, waitMinutesAvg, waitMinutesP90, waitingPatients, waitStatus, observedAt, stale } = department
  const more = [
    ...(waitMinutesP90 === null ? [] : [strings.emergency.nineOfTen(number(waitMinutesP90))]),
    ...(waitingPatients === null ? [] : [strings.emergency.waiting(number(waitingPatients))]),
  ]
  return (
    <>
      <div className="what">
        <h3>
          <Name of={name} />
        </h3>
        <p className="quiet">{more.join(' · ')}</p>
      </div>
      {waitMinutesAvg === null ? (
        <p className="figure none">{strings.notKnown}</p>
      ) : (
        <p className="figure">
          <strong>{number(waitMinutesAvg)}</strong> <span className="unit">{strings.minutes}</span>
        </p>
      )}
      {waitStatus !== null && (
        <p className={`level ${waitStatus}`}>
          <span className="steps three" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {strings.emergency.statuses[waitStatus]}
        </p>
      )}
      <AsOf at={observedAt} isStale={stale} />
    </>
  )
}
