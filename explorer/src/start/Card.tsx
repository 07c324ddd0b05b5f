import { useEffect, useRef, useState } from 'preact/hooks'
import { useLoaded } from '../failure/useLoaded.ts'
import { SPARK_BOX, sparkPoints } from '../format/sparkline.ts'
import { loadNames } from '../graph/names/names.ts'
import { language, words } from '../language/language.ts'
import { nameOfRow } from '../results/nameOfRow.ts'
import { joinSources, joinTwo } from '../results/sources.ts'
import { kindOf } from '../results/tellSource.ts'
import type { Example } from './examples.ts'
import { askPreview, follow, formatPreview, type PreviewAnswer } from './preview.ts'
import type { Preview } from './previewQuestion.ts'
import { writeTitle } from './writeTitle.ts'

const SHOWN = 3

/** A question, with the beginning of its answer as it is now. */
export function Card({ example }: { readonly example: Example }) {
  const card = useRef<HTMLLIElement>(null)
  const isSeen = useSeen(card)
  const { preview, times, name } = example
  const { value, fault } = useLoaded(
    () => (isSeen ? Promise.all([askPreview(preview, times.at), loadNames()]) : Promise.resolve(null)),
    [isSeen, preview.query.includes('$language:') && language.value],
  )
  const { start } = words.value
  return (
    <li ref={card}>
      <a class="card" href={`#/q/${name}`}>
        <span class="question">{writeTitle(example, language.value)}</span>
        <span class="preview">
          {value && <Answer found={value[0]} preview={preview} />}
          {fault && <span class="small quiet">{start.noPreview}</span>}
        </span>
      </a>
    </li>
  )
}

function Answer({ found, preview }: { readonly found: PreviewAnswer; readonly preview: Preview }) {
  const { start } = words.value
  const { rows, total, answer } = found
  const shown = rows.filter((row) => formatPreview(row, preview) !== '').slice(0, SHOWN)
  const [first, ...others] = joinSources(answer.sources)
  const more = (total ?? rows.length) - shown.length
  return (
    <>
      {preview.along === undefined ? (
        shown.map((row, index) => (
          <span key={index} class="line">
            <span class="what">{nameOfRow(row)}</span> <span class="much">{formatPreview(row, preview)}</span>
          </span>
        ))
      ) : (
        <Line rows={rows} preview={preview} along={preview.along} />
      )}
      {shown.length === 0 && <span class="line quiet">{start.nothingNow}</span>}
      <span class="facts small quiet">
        {first ? kindOf(others.reduce(joinTwo, first)) : words.value.sources.unknown}
        {more > 0 && preview.along === undefined ? ` · ${start.more(more)}` : ''}
      </span>
    </>
  )
}

/** A line of all values, and the last of them in words. */
function Line({
  rows,
  preview,
  along,
}: {
  readonly rows: readonly unknown[]
  readonly preview: Preview
  readonly along: string
}) {
  const values = rows.map((row) => {
    const value = Number(follow(row, preview.value) ?? Number.NaN)
    return Number.isNaN(value) ? null : value
  })
  const last = rows.at(-1)
  return (
    <>
      <svg class="spark" viewBox={SPARK_BOX} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={sparkPoints(values)} />
      </svg>
      <span class="line">
        <span class="what">{formatPreview(last, { ...preview, value: along })}</span>{' '}
        <span class="much">{formatPreview(last, preview)}</span>
      </span>
    </>
  )
}

/** Whether it has been in sight, or nearly: what nobody sees need not be asked. */
function useSeen(element: { readonly current: Element | null }): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
      },
      { rootMargin: '120px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return isSeen
}
