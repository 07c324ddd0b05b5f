import { signal, useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import type { Point } from '../../../kit/tables/geojson.ts'
import { words } from '../language/language.ts'
import { MapFrame } from '../map/MapFrame.tsx'
import { paintPin } from '../map/paintMarks.ts'
import { project, unproject } from '../map/project.ts'
import { MACAO, toSheet, type Viewport } from '../map/view.ts'

const WHOLE = signal(MACAO)
const STEP = 0.001

/** A map to point at a place: a click, or the arrow keys and Enter. */
export function PlaceMap({
  from,
  choose,
}: {
  readonly from: Point | null
  readonly choose: (point: Point) => void
}) {
  const at = useSignal<Point>(from ?? { lat: 22.1937, lng: 113.5399 })
  const { value: pin } = at
  return (
    <div class="place-map">
      <MapFrame
        label={words.value.find.onMap}
        whole={WHOLE}
        cursor={CROSSHAIR}
        paint={useCallback(
          (context: CanvasRenderingContext2D, view: Viewport) => paintPin(context, view, project(pin)),
          [pin],
        )}
        onClick={(spot, { view }) => choose(unproject(toSheet(view.peek(), spot)))}
        onKey={(key) => {
          const step = STEPS[key]
          if (step) at.value = { lat: pin.lat + step[0] * STEP, lng: pin.lng + step[1] * STEP }
          else if (key === 'Enter') choose(pin)
          return step !== undefined || key === 'Enter'
        }}
      />
    </div>
  )
}

const CROSSHAIR = signal('crosshair')

const STEPS: Readonly<Record<string, readonly [lat: number, lng: number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
