import { nameOfRow } from '../results/nameOfRow.ts'
import type { Finding } from './marks.ts'
import { findBox } from './places.ts'
import { extentBetween, type Extent } from './view.ts'

/** A row that is an area. */
export interface Area {
  readonly kind: 'area'
  readonly extent: Extent
  readonly name: string
  readonly found: readonly [Finding]
}

/** The large ones first, so that they lie below. */
export function findAreas(rows: readonly unknown[]): readonly Area[] {
  const areas = rows.flatMap((row, index): readonly Area[] => {
    const box = findBox(row)
    if (!box) return []
    const extent = extentBetween({ lat: box.north, lng: box.west }, { lat: box.south, lng: box.east })
    const finding: Finding = { selected: { row: index, within: [] }, thing: row, owner: null }
    return [{ kind: 'area', extent, name: nameOfRow(row), found: [finding] }]
  })
  return areas.toSorted((a, b) => sizeOf(b.extent) - sizeOf(a.extent))
}

export function sizeOf({ left, top, right, bottom }: Extent): number {
  return (right - left) * (bottom - top)
}
