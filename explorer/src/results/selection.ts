import { computed, signal, type ReadonlySignal } from '@preact/signals'

/** A thing in an answer that the reader points at: a row of the chosen list, or an item of a list within it. */
export interface Selected {
  /** The row's place in the chosen list as it came, whatever order a view gives it. */
  readonly row: number
  /** From the row inwards, which item of which list, such as "place.nearbyCarParks"; empty for the row itself. */
  readonly within: readonly Step[]
}

interface Step {
  readonly list: string
  readonly item: number
}

/** What is selected in all views of an answer alike; null where nothing is. */
export interface Selection {
  get value(): Selected | null
  set value(selected: Selected | null)
}

/** `of` is what the places are places of: what was selected in another list is not selected in this one. */
export function createSelection(of: ReadonlySignal<unknown>): Selection {
  const kept = signal<{ readonly of: unknown; readonly selected: Selected } | null>(null)
  const current = computed(() => (kept.value?.of === of.value ? (kept.value?.selected ?? null) : null))
  return {
    get value() {
      return current.value
    },
    set value(selected) {
      kept.value = selected && { of: of.peek(), selected }
    },
  }
}

export function isSameSelected(a: Selected | null, b: Selected | null): boolean {
  return a !== null && b !== null && keyOfSelected(a) === keyOfSelected(b)
}

/** One text for each thing of a list: "3", "3 place.nearbyCarParks:0". */
export function keyOfSelected({ row, within }: Selected): string {
  return [row, ...within.map(({ list, item }) => `${list}:${item}`)].join(' ')
}
