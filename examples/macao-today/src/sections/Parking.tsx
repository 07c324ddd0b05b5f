import type { ResultOf } from '@graphql-typed-document-node/core'
import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { useLive } from '../graph/useLive.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { pick, TAGS } from '../language/pick.ts'
import { AsOf } from '../shown/AsOf.tsx'
import { Name } from '../shown/Name.tsx'
import { Section } from '../shown/Section.tsx'
import { useFormats } from '../shown/useFormats.ts'
import { CAR_PARK_CHANGED, MUSEUMS, PARKING } from './parking.graphql.ts'

type Museum = NonNullable<ResultOf<typeof PARKING>['museum']>
type Near = NonNullable<NonNullable<Museum['place']>['nearbyCarParks']>[number]

export function Parking() {
  const { strings } = useLanguage()
  const [museum, setMuseum] = useState('mam')
  const variables = useMemo(() => ({ museum }), [museum])
  const [followed, setFollowed] = useState<readonly string[]>([])
  const filter = useMemo(() => (followed.length > 0 ? { ids: [...followed] } : undefined), [followed])
  const answer = useLive({ query: PARKING, variables, changes: CAR_PARK_CHANGED, filter, pollSeconds: 60 })
  const shown = answer.data?.museum?.id === museum ? answer.data.museum : undefined
  const near = shown?.place?.nearbyCarParks ?? []
  const ids = near.map(({ carPark }) => carPark.id)
  // State and no memo: an answer that is being asked again keeps its stream.
  if (ids.length > 0 && ids.join() !== followed.join()) setFollowed(ids)
  return (
    <Section
      id="parking"
      title={strings.parking.title}
      lead={strings.parking.lead}
      answer={{
        ...answer,
        isLoading: answer.isLoading || (shown === undefined && answer.error === undefined),
      }}
      tools={<MuseumChoice museum={museum} choose={setMuseum} isOpen={shown?.isOpen} />}
    >
      {shown !== undefined && shown.place === undefined && answer.error === undefined && (
        <p className="loading" role="status">
          {strings.loading}
        </p>
      )}
      {shown?.place === null && <p>{strings.parking.noPlace}</p>}
      {shown?.place?.nearbyCarParks?.length === 0 && <p>{strings.parking.none}</p>}
      <ul className="rows">
        {near.map((item) => (
          <li key={item.carPark.id} className="row">
            <CarPark near={item} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface ChoiceProps {
  readonly museum: string
  readonly choose: (id: string) => void
  readonly isOpen: boolean | null | undefined
}

function MuseumChoice({ museum, choose, isOpen }: ChoiceProps) {
  const { language, strings } = useLanguage()
  const [{ data }] = useQuery({ query: MUSEUMS })
  const options = (data?.museums?.nodes ?? []).map(({ id, name }) => ({ id, ...pick(name, language) }))
  const collator = new Intl.Collator(TAGS[language])
  options.sort((one, other) => collator.compare(one.text ?? '', other.text ?? ''))
  return (
    <p className="choice">
      <label>
        <span className="hidden">{strings.parking.museum}</span>
        <select value={museum} onChange={({ target }) => choose(target.value)}>
          {options.map(({ id, text }) => (
            <option key={id} value={id}>
              {text ?? id}
            </option>
          ))}
        </select>
      </label>{' '}
      {isOpen !== undefined && (
        <span className="quiet">
          {isOpen === null
            ? strings.parking.hoursNotKnown
            : isOpen
              ? strings.parking.open
              : strings.parking.closed}
        </span>
      )}
    </p>
  )
}

function CarPark({ near: { metres, carPark } }: { readonly near: Near }) {
  const { strings } = useLanguage()
  const { number } = useFormats()
  const { name, capacity, freeSpaces, underMaintenance } = carPark
  const free = freeSpaces?.cars ?? null
  const more = [
    strings.parking.metres(number(metres)),
    ...(freeSpaces?.accessible ? [strings.parking.accessible(number(freeSpaces.accessible))] : []),
    ...(freeSpaces?.electricCars ? [strings.parking.electric(number(freeSpaces.electricCars))] : []),
  ]
  return (
    <>
      <div className="what">
        <h3>
          <Name of={name} />
        </h3>
        <p className="quiet">{more.join(' · ')}</p>
      </div>
      {underMaintenance || free === null ? (
        <p className="figure none">
          {underMaintenance ? strings.parking.maintenance : strings.parking.noCount}
        </p>
      ) : (
        <p className="figure">
          <strong>{number(free)}</strong> <span className="unit">{strings.parking.free}</span>
        </p>
      )}
      {free !== null && !underMaintenance && <Share free={free} capacity={capacity?.cars ?? null} />}
      <AsOf at={freeSpaces?.observedAt ?? null} isStale={freeSpaces?.stale ?? null} />
    </>
  )
}

/** How much of it is free, where it is known how many spaces there are. */
function Share({ free, capacity }: { readonly free: number; readonly capacity: number | null }) {
  const { strings } = useLanguage()
  const { number } = useFormats()
  if (capacity === null) return null
  return (
    <p className="level">
      <meter
        className="share"
        min={0}
        max={capacity}
        low={capacity / 10}
        optimum={capacity}
        value={free}
        aria-hidden="true"
      />
      {strings.parking.of(number(capacity))}
    </p>
  )
}
