import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createSelection, isSameSelected, type Selected } from './selection.ts'

const MUSEUM: Selected = { row: 3, within: [] }
const CAR_PARK: Selected = { row: 3, within: [{ list: 'place.nearbyCarParks', item: 0 }] }

describe('the selection that views share', () => {
  it('is told to every reader until it is taken back', () => {
    const selection = createSelection(signal('museums'))
    expect(selection.value).toBeNull()
    selection.value = CAR_PARK
    expect(selection.value).toEqual(CAR_PARK)
    selection.value = null
    expect(selection.value).toBeNull()
  })

  it('is not taken for a row of another list, and is there again when its own is', () => {
    const list = signal('museums')
    const selection = createSelection(list)
    selection.value = MUSEUM
    list.value = 'hotels'
    expect(selection.value).toBeNull()
    list.value = 'museums'
    expect(selection.value).toEqual(MUSEUM)
  })

  it('tells a row from the items of its lists', () => {
    expect(isSameSelected(MUSEUM, { row: 3, within: [] })).toBe(true)
    expect(isSameSelected(MUSEUM, CAR_PARK)).toBe(false)
    expect(isSameSelected(CAR_PARK, { row: 3, within: [{ list: 'place.nearbyCarParks', item: 1 }] })).toBe(
      false,
    )
    expect(isSameSelected(null, null)).toBe(false)
  })
})
