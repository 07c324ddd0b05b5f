import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { language, words } from '../language/language.ts'
import { baseMap, readBaseMap } from './baseMap.ts'
import { colourChanges, isPrinting } from './colours.ts'
import { paintGround } from './ground.ts'
import { createMapControl, type MapControl } from './mapControl.ts'
import type { DrawnGround } from './drawnGround.ts'
import { groundKind, layGround } from './operatorGround.ts'
import './map.css'
import type { Xy } from './project.ts'
import { parseStandpoint, standpointOf, writeStandpoint, type Extent, type Viewport } from './view.ts'

/** Paints what lies over the ground. Another function paints anew: it is made of what it paints. */
export type Paint = (context: CanvasRenderingContext2D, view: Viewport) => void

export interface MapFrameProps {
  readonly label: string
  readonly describe?: ReadonlySignal<string>
  /** What is shown at first, and by the button for all. */
  readonly whole: ReadonlySignal<Extent>
  readonly paint: Paint
  readonly onClick: (spot: Xy, control: MapControl) => void
  readonly onPoint?: (spot: Xy | null, control: MapControl) => void
  /** True where the key was for it. */
  readonly onKey?: (key: string, control: MapControl) => boolean
  /** Where one stands, as text of an address; null for the whole. */
  readonly standpoint?: { value: string | null }
  readonly onReady?: (control: MapControl | null) => void
  readonly cursor?: ReadonlySignal<string>
}

/** A map that hands, fingers and keys move: the ground, and over it what the owner paints. */
export function MapFrame(props: MapFrameProps) {
  const { view: strings, map } = words.value
  const frame = useRef<HTMLElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const below = useRef<HTMLDivElement>(null)
  const control = useSignal<MapControl | null>(null)
  const hint = useHint()
  useEffect(() => {
    if (!canvas.current || !frame.current) return
    const { element, stop } = follow(canvas.current, frame.current, props, hint.show)
    control.value = element
    props.onReady?.(element)
    return () => {
      stop()
      props.onReady?.(null)
    }
  }, [])
  const ground = useOperatorGround(below, control)
  usePainting(canvas, control, ground.value === null ? [paintGround, props.paint] : [props.paint])
  useSignalEffect(() => {
    const [now, whole, at] = [control.value, props.whole.value, props.standpoint?.value ?? null]
    if (now) standAt(now, whole, at)
  })
  const act = (change: (of: MapControl) => void) => {
    if (!control.value) return
    change(control.value)
    keep(control.value, props)
  }
  const showWhole = () => {
    control.value?.showWhole(props.whole.value)
    if (props.standpoint) props.standpoint.value = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !control.value) return
    const [x, y] = ARROWS[event.key] ?? [0, 0]
    if (props.onKey?.(event.key, control.value)) event.preventDefault()
    else if (x !== 0 || y !== 0) act((of) => of.panBy(x * STEP, y * STEP))
    else if (event.key === '+' || event.key === '=') act((of) => of.zoomBy(ZOOM_STEP))
    else if (event.key === '-') act((of) => of.zoomBy(1 / ZOOM_STEP))
    else if (event.key === '0') showWhole()
    else return
    event.preventDefault()
  }
  return (
    <figure ref={frame} class="map-frame">
      {groundKind !== null && <div ref={below} class="map-below" />}
      <canvas
        ref={canvas}
        class="map-canvas"
        style={{ cursor: props.cursor?.value ?? 'grab' }}
        tabindex={0}
        role="application"
        aria-label={props.label}
        aria-describedby={props.describe && 'map-in-sight'}
        onKeyDown={onKeyDown}
        onClick={(event) => control.value && props.onClick(spotOf(event), control.value)}
        onPointerMove={(event) => {
          if (event.pointerType === 'mouse' && event.buttons === 0 && control.value)
            props.onPoint?.(spotOf(event), control.value)
        }}
        onPointerLeave={() => control.value && props.onPoint?.(null, control.value)}
      />
      {props.describe && (
        <p id="map-in-sight" class="hidden">
          {props.describe}
        </p>
      )}
      <p class={hint.text.value === null ? 'map-hint' : 'map-hint shown-hint'} aria-hidden="true">
        {hint.text.value}
      </p>
      <div class="zoom">
        <button
          type="button"
          class="button"
          aria-label={strings.zoomIn}
          title={strings.zoomIn}
          onClick={() => act((of) => of.zoomBy(ZOOM_STEP))}
        >
          +
        </button>
        <button
          type="button"
          class="button"
          aria-label={strings.zoomOut}
          title={strings.zoomOut}
          onClick={() => act((of) => of.zoomBy(1 / ZOOM_STEP))}
        >
          −
        </button>
        <button
          type="button"
          class="button"
          aria-label={strings.whole}
          title={strings.whole}
          onClick={showWhole}
        >
          ⤢
        </button>
      </div>
      <p class="map-ground-note">{ground.value?.attribution ?? map.ground}</p>
    </figure>
  )
}

const STEP = 80
const ZOOM_STEP = 1.6
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

function spotOf({ offsetX: x, offsetY: y }: MouseEvent): Xy {
  return { x, y }
}

/** Where the address says, unless the reader stands there already; else so that all is in sight. */
function standAt(control: MapControl, whole: Extent, at: string | null): void {
  if (control.view.peek().width === 0) return
  const wanted = parseStandpoint(at)
  if (!wanted) control.showWhole(whole)
  else if (writeStandpoint(standpointOf(control.view.peek())) !== at) control.stand(wanted)
}

function keep(control: MapControl, { standpoint }: MapFrameProps): void {
  if (standpoint) standpoint.value = writeStandpoint(standpointOf(control.view.peek()))
}

/** The control of the canvas, which has the size of its frame. */
function follow(
  canvas: HTMLCanvasElement,
  frame: HTMLElement,
  props: MapFrameProps,
  onPast: (by: 'wheel' | 'touch') => void,
) {
  const control = createMapControl(canvas, { onMoved: () => keep(control, props), onPast })
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return
    const { width, height } = entry.contentRect
    const isFirst = control.view.peek().width === 0
    control.resize(width, height)
    if (isFirst) standAt(control, props.whole.peek(), props.standpoint?.value ?? null)
  })
  observer.observe(frame)
  return {
    element: control,
    stop: () => {
      observer.disconnect()
      control.stop()
    },
  }
}

/** What whoever runs the gateway lays under the map; null while there is nothing of it, and the graph makes the ground. */
function useOperatorGround(
  below: { readonly current: HTMLElement | null },
  control: ReadonlySignal<MapControl | null>,
): ReadonlySignal<DrawnGround | null> {
  const ground = useSignal<DrawnGround | null>(null)
  useEffect(() => {
    const readOwn = () => void readBaseMap().catch(() => undefined)
    if (groundKind === null || !below.current) return readOwn()
    const laid = layGround(below.current, groundKind, (drawn) => (ground.value = drawn), readOwn)
    return laid.stop
  }, [])
  useSignalEffect(() => {
    const view = control.value?.view.value
    if (view && view.width > 0) ground.value?.show(view)
  })
  useSignalEffect(() => {
    for (const change of [colourChanges, language]) void change.value
    ground.value?.restyle()
  })
  return ground
}

/** Paints in the next frame after anything has changed of which the layers are made. */
function usePainting(
  canvas: { readonly current: HTMLCanvasElement | null },
  control: ReadonlySignal<MapControl | null>,
  layers: readonly Paint[],
): void {
  const latest = useRef(layers)
  latest.current = layers
  const request = useMemo(() => ({ frame: 0 }), [])
  const turn = useSignal(0)
  useSignalEffect(() => {
    const view = control.value?.view.value
    for (const change of [colourChanges, baseMap, language, turn]) void change.value
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!view || view.width === 0 || !element || !context) return
    cancelAnimationFrame(request.frame)
    const paintNow = () => paintLayers(element, context, view, latest.current)
    if (isPrinting()) paintNow()
    else request.frame = requestAnimationFrame(paintNow)
  })
  // A new function paints with what it closes over.
  useEffect(() => {
    turn.value += 1
  }, layers)
  useEffect(() => () => cancelAnimationFrame(request.frame), [])
}

function paintLayers(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  view: Viewport,
  layers: readonly Paint[],
): void {
  const density = devicePixelRatio
  const [width, height] = [Math.round(view.width * density), Math.round(view.height * density)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, view.width, view.height)
  for (const paint of layers) paint(context, view)
}

const HINT_SHOWN = 1_600

/** What one must do to move the map, said where somebody scrolls past it. */
function useHint() {
  const kind = useSignal<'wheel' | 'touch' | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const text = useComputed(() => (kind.value === null ? null : words.value.map.past[kind.value]))
  const show = (by: 'wheel' | 'touch') => {
    kind.value = by
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      kind.value = null
    }, HINT_SHOWN)
  }
  return { text, show }
}
