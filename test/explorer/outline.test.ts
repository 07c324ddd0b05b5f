import { describe, expect, it } from 'vitest'
import { traceOutline } from '../../explorer/src/map/outline.ts'
import { lengthOf, project } from '../../explorer/src/map/project.ts'

/** So many metres east and south of a corner of the sheet. */
const at = (east: number, south: number) => ({ x: lengthOf(east), y: lengthOf(south) })

const ringsOf = (path: string) =>
  path
    .split('M')
    .slice(1)
    .map((ring) =>
      ring
        .replace('Z', '')
        .split('L')
        .map((pair) => pair.split(' ').map(Number)),
    )

const spanOf = (ring: readonly (readonly number[])[], axis: 0 | 1) => {
  const values = ring.map((pair) => pair[axis] ?? Number.NaN)
  return (Math.max(...values) - Math.min(...values)) / lengthOf(1)
}

describe('the outline of a base map', () => {
  it('is an island around what stands alone, 220 m in each direction give or take a cell', () => {
    const [ring = [], ...others] = ringsOf(traceOutline([at(5_000, 5_000)]))
    expect(others).toEqual([])
    expect(Math.abs(spanOf(ring, 0) - 440)).toBeLessThan(130)
    expect(Math.abs(spanOf(ring, 1) - 440)).toBeLessThan(130)
  })

  it('joins what stands within a kilometre, and leaves water between what stands farther apart', () => {
    expect(ringsOf(traceOutline([at(0, 0), at(900, 0)]))).toHaveLength(1)
    expect(ringsOf(traceOutline([at(0, 0), at(1_800, 0)]))).toHaveLength(2)
  })

  it('has no holes where nothing stands amid land', () => {
    const around = Array.from({ length: 24 }, (_, index) => {
      const angle = (index / 24) * 2 * Math.PI
      return at(1_500 * Math.cos(angle), 1_500 * Math.sin(angle))
    })
    expect(ringsOf(traceOutline(around))).toHaveLength(1)
  })

  it('is nothing where nothing stands', () => {
    expect(traceOutline([])).toBe('')
  })

  it('lies as far apart as the earth has it', () => {
    const [senado, taipa] = [
      { lat: 22.1936, lng: 113.5401 },
      { lat: 22.1556, lng: 113.5564 },
    ].map(project)
    const apart = Math.hypot((senado?.x ?? 0) - (taipa?.x ?? 0), (senado?.y ?? 0) - (taipa?.y ?? 0))
    expect(Math.abs(apart / lengthOf(1) - 4_547)).toBeLessThan(20)
  })
})
