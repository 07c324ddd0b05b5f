import { loadPart } from '../failure/loadPart.ts'
import type { DrawnGround, GroundKind } from './drawnGround.ts'

/** The gateway marks the page where there is one; null otherwise. */
export const groundKind: GroundKind | null = (() => {
  const { mapGround } = document.documentElement.dataset
  return mapGround === 'geojson' || mapGround === 'pmtiles' ? mapGround : null
})()

/** Calls back when it can be seen, or that it does not come. */
export function layGround(
  element: HTMLElement,
  kind: GroundKind,
  onDrawn: (ground: DrawnGround) => void,
  onMissing: () => void,
): { stop(): void } {
  let drawn: DrawnGround | null = null
  let isStopped = false
  const lay = async () => {
    const { drawGround } = await loadPart(() => import('./groundMap.ts'))
    if (isStopped) return
    drawn = await drawGround(element, kind)
    if (isStopped) drawn.stop()
    else onDrawn(drawn)
  }
  lay().catch((error: unknown) => {
    console.warn('The ground of the map did not come.', error)
    if (!isStopped) onMissing()
  })
  return {
    stop: () => {
      isStopped = true
      drawn?.stop()
    },
  }
}
