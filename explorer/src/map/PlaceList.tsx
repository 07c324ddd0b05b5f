import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { SearchField } from '../app/SearchField.tsx'
import { words } from '../language/language.ts'
import type { Listed } from './mapModel.ts'

/** As the style sheet has it. What is not in sight has no element, so that 5,000 places cost as much as fifteen. */
const ROW_HEIGHT = 28
const BEYOND = 6

/** The places by name, one stop of the keyboard for all of them. */
export function PlaceList({
  places,
  selected,
  choose,
  approach,
}: {
  readonly places: readonly Listed[]
  readonly selected: string | null
  readonly choose: (place: Listed) => void
  /** Goes nearer to what is selected. */
  readonly approach: () => void
}) {
  const { map, view } = words.value
  const wanted = useSignal('')
  const list = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const found = useMemo(() => findByName(places, wanted.value), [places, wanted.value])
  const active = found.findIndex(({ key }) => key === selected)
  useEffect(() => {
    if (list.current && active >= 0) bringIntoSight(list.current, active)
  }, [active, found])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = MOVES[event.key]?.(active, found.length - 1)
    if (to !== undefined) {
      const place = found[Math.min(found.length - 1, Math.max(0, to))]
      if (place) choose(place)
    } else if (event.key === 'Enter') approach()
    else return
    event.preventDefault()
  }
  const height = list.current?.clientHeight ?? 320
  const first = Math.max(0, Math.floor(top.value / ROW_HEIGHT) - BEYOND)
  const last = Math.min(found.length, Math.ceil((top.value + height) / ROW_HEIGHT) + BEYOND)
  return (
    <div class="place-list">
      <SearchField
        label={map.find}
        value={wanted.value}
        search={(text) => {
          wanted.value = text
        }}
      />
      <p class="quiet small" aria-live="polite">
        {found.length === places.length
          ? view.places(places.length)
          : map.placesOf(found.length, places.length)}
      </p>
      <div
        ref={list}
        class="place-options"
        role="listbox"
        tabindex={0}
        aria-label={map.list}
        aria-activedescendant={active >= 0 ? `place-${active}` : undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          top.value = event.currentTarget.scrollTop
        }}
      >
        <div role="presentation" style={{ height: `${found.length * ROW_HEIGHT}px` }}>
          {found.slice(first, last).map((place, offset) => {
            const index = first + offset
            return (
              <div
                key={place.key}
                id={`place-${index}`}
                class="place-option"
                role="option"
                aria-selected={index === active}
                aria-setsize={found.length}
                aria-posinset={index + 1}
                style={{ top: `${index * ROW_HEIGHT}px`, '--mark': place.colour }}
                onClick={() => choose(place)}
              >
                {place.name}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const PAGE = 10

/** Where a key leads from one of so many. */
const MOVES: Readonly<Record<string, (from: number, last: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from) => from + PAGE,
  PageUp: (from) => from - PAGE,
  Home: () => 0,
  End: (_, last) => last,
}

function findByName(places: readonly Listed[], text: string): readonly Listed[] {
  const wanted = text.trim().toLocaleLowerCase()
  return wanted === '' ? places : places.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
}

function bringIntoSight(list: HTMLElement, index: number): void {
  const [top, bottom] = [index * ROW_HEIGHT, (index + 1) * ROW_HEIGHT]
  if (top < list.scrollTop) list.scrollTop = top
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight
}
