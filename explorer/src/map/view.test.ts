import { describe, expect, it } from 'vitest'
import { lengthOf, project, unproject, zoomOf } from './project.ts'
import {
  fit,
  MACAO,
  MAX_ZOOM,
  parseStandpoint,
  standpointOf,
  toScreen,
  viewFrom,
  writeStandpoint,
} from './view.ts'

const SIZE = { width: 640, height: 480 }
const CATHEDRAL = { lat: 22.19375, lng: 113.5399 }

describe('what of the world a map shows', () => {
  it('is where a web map would have it: tiles lie under it', () => {
    const { x, y } = project(CATHEDRAL)
    expect(unproject({ x, y }).lat).toBeCloseTo(CATHEDRAL.lat, 9)
    // One degree of longitude is a 360th of 512 pixels at zoom 0.
    const east = project({ ...CATHEDRAL, lng: CATHEDRAL.lng + 1 })
    expect(east.x - x).toBeCloseTo((512 * 2 ** 12) / 360, 6)
    expect(zoomOf(1)).toBe(12)
    // A degree of latitude is a 360th of the earth's girth.
    const north = project({ lat: 22.165 + 360 / 40_075.017, lng: 113.5 })
    expect(lengthOf(1_000)).toBeCloseTo(project({ lat: 22.165, lng: 113.5 }).y - north.y, 1)
  })

  it('has the whole in it', () => {
    const view = fit(MACAO, SIZE)
    const [first, last] = [
      toScreen(view, { x: MACAO.left, y: MACAO.top }),
      toScreen(view, { x: MACAO.right, y: MACAO.bottom }),
    ]
    expect(Math.min(first.x, first.y)).toBeGreaterThan(0)
    expect(last.x).toBeLessThan(640)
    expect(last.y).toBeLessThan(480)
  })

  it('is written into an address and read from it', () => {
    const at = { centre: CATHEDRAL, zoom: 14.25 }
    const text = writeStandpoint(standpointOf(viewFrom(at, SIZE)))
    expect(text).toBe('22.19375,113.53990,14.25')
    expect(parseStandpoint(text)).toEqual(at)
  })

  it.each([null, '', 'a,b,c', '22,113', '91,113,12', '22,190,12', '1e9,1,12', '22,113,12,1', ' 22,113,12'])(
    'is not read from %j',
    (text) => {
      expect(parseStandpoint(text)).toBeNull()
    },
  )

  it('is never nearer than there is anything to see', () => {
    expect(parseStandpoint('22,113,99')?.zoom).toBe(MAX_ZOOM)
  })
})
