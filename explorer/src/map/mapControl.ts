import { signal, type ReadonlySignal } from '@preact/signals'
import { select } from 'd3-selection'
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from 'd3-zoom'
import { createInertia } from './inertia.ts'
import { scaleOf, type Xy } from './project.ts'
import {
  fit,
  MAX_ZOOM,
  MIN_ZOOM,
  viewAround,
  viewFrom,
  type Extent,
  type Viewport,
  type Standpoint,
} from './view.ts'

/** Moves a map by hand, wheel, fingers and by what calls it. */
export interface MapControl {
  readonly view: ReadonlySignal<Viewport>
  zoomBy(factor: number): void
  /** In pixels. */
  panBy(dx: number, dy: number): void
  /** Brings a spot of the sheet into the middle; not farther than it is now. */
  centre(at: Xy, scale?: number): void
  showWhole(whole: Extent): void
  /** As near as shows the whole extent, and nearer than now in any case; the reader asked for it. */
  approach(extent: Extent): void
  stand(at: Standpoint): void
  resize(width: number, height: number): void
  stop(): void
}

export interface MapListener {
  /** The reader has moved the map, and it stands. */
  readonly onMoved: () => void
  /** A scroll or a finger went past the map, which needs a key or a second finger. */
  readonly onPast: (by: 'wheel' | 'touch') => void
}

type ZoomEvent = D3ZoomEvent<HTMLElement, unknown>

/** How far one can go beyond Macao, in lengths of the sheet. */
const REACH = 6_000

export function createMapControl(element: HTMLElement, listener: MapListener): MapControl {
  const view = signal<Viewport>({ x: 0, y: 0, scale: 1, width: 0, height: 0 })
  const target = select(element)
  const inertia = createInertia((dx, dy) => panBy(dx, dy), listener.onMoved)
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([scaleOf(MIN_ZOOM), scaleOf(MAX_ZOOM)])
    .translateExtent([
      [-REACH, -REACH],
      [REACH, REACH],
    ])
    .extent(() => [
      [0, 0],
      [view.peek().width, view.peek().height],
    ])
    .clickDistance(4)
    .filter(isForMap)
    .wheelDelta(wheelStep)
    .on('start', ({ transform: { x, y }, sourceEvent }: ZoomEvent) => {
      if (!sourceEvent) return
      inertia.stop()
      inertia.follow({ x, y }, sourceEvent.timeStamp)
    })
    .on('zoom', ({ transform: { x, y, k }, sourceEvent }: ZoomEvent) => {
      view.value = { ...view.peek(), x, y, scale: k }
      if (isDrag(sourceEvent)) inertia.follow({ x, y }, sourceEvent.timeStamp)
    })
    .on('end', ({ sourceEvent }: ZoomEvent) => {
      if (!sourceEvent) return
      const isThrown = isDrag(sourceEvent) && !matchMedia('(prefers-reduced-motion: reduce)').matches
      if (isThrown) inertia.letGo(sourceEvent.timeStamp)
      else listener.onMoved()
    })
  target.call(behaviour)
  const onWheel = (event: WheelEvent) => {
    if (!isForMap(event)) listener.onPast('wheel')
  }
  const onTouch = (event: TouchEvent) => {
    if (event.touches.length === 1) listener.onPast('touch')
  }
  element.addEventListener('wheel', onWheel, { passive: true })
  element.addEventListener('touchmove', onTouch, { passive: true })

  const panBy = (dx: number, dy: number) => {
    const { k } = zoomTransform(element)
    behaviour.translateBy(target, dx / k, dy / k)
  }
  const show = ({ x, y, scale }: Viewport) => {
    inertia.stop()
    behaviour.transform(target, zoomIdentity.translate(x, y).scale(scale))
  }
  return {
    view,
    panBy,
    zoomBy: (factor) => {
      inertia.stop()
      behaviour.scaleBy(target, factor)
    },
    centre: (at, scale = 0) => {
      show(viewAround(at, Math.max(scale, view.peek().scale), view.peek()))
      listener.onMoved()
    },
    showWhole: (whole) => show(fit(whole, view.peek())),
    approach: (extent) => {
      const near = fit(extent, view.peek(), MAX_ZOOM)
      const centre = { x: (extent.left + extent.right) / 2, y: (extent.top + extent.bottom) / 2 }
      show(viewAround(centre, Math.max(near.scale, 1.5 * view.peek().scale), view.peek()))
      listener.onMoved()
    },
    stand: (at) => show(viewFrom(at, view.peek())),
    resize: (width, height) => {
      const before = view.peek()
      const moved = { x: before.x + (width - before.width) / 2, y: before.y + (height - before.height) / 2 }
      view.value = { ...before, width, height }
      show({ ...view.peek(), ...moved })
    },
    stop: () => {
      inertia.stop()
      target.on('.zoom', null)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('touchmove', onTouch)
    },
  }
}

/**
 * A page with a map in it must scroll past it: the wheel needs a key, which a pinch on a pad has, and a touch a second
 * finger, which comes too late where the page scrolls already.
 */
function isForMap(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey
  if (typeof TouchEvent !== 'undefined' && event instanceof TouchEvent)
    return event.touches.length > 1 && event.cancelable
  return event instanceof MouseEvent && event.button === 0 && !event.ctrlKey
}

/** A wheel turns by a hundred at a time, a pinch by a few. */
function wheelStep({ deltaY, deltaMode }: WheelEvent): number {
  const pixels = deltaMode === 1 ? deltaY * 25 : deltaMode === 2 ? deltaY * 500 : deltaY
  return -pixels * (Math.abs(pixels) < 50 ? 0.02 : 0.004)
}

function isDrag(event: unknown): event is Event {
  return event instanceof Event && /^(?:mouse|touch)/.test(event.type)
}
