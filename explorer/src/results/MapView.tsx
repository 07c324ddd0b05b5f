import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { findPoint } from '../../../kit/tables/geojson.ts'
import { cellText, flattenRow } from '../../../kit/tables/rows.ts'
import { formatNumber, words } from '../language/language.ts'
import { readBaseMap } from './baseMap.ts'
import { BaseMapLayer } from './BaseMapLayer.tsx'
import { chosenList, columns, flatRows } from './lists.ts'
import { project, type Xy } from './project.ts'
import { findChartShape, nameOfRow } from './shape.ts'

interface Spot extends Xy {
  readonly row: unknown
  readonly name: string
  readonly size: number | null
}

interface Box extends Xy {
  readonly width: number
  readonly height: number
}

/** Everything with a place, on the base map that the graph itself holds. */
export function MapView() {
  const { view: strings } = words.value
  const sizeBy = useSignal<string | null>(null)
  const chosen = useSignal<unknown>(null)
  useEffect(() => void readBaseMap(), [])
  const numbers = findChartShape(flatRows.value, columns.value).values
  const column = numbers.find((name) => name === sizeBy.value) ?? null
  const spots = useMemo(() => placeSpots(chosenList.value?.rows ?? [], column), [chosenList.value, column])
  if (spots.length === 0) return <p class="void">{strings.noMap}</p>
  return (
    <div class="atlas">
      <div class="controls">
        <span class="quiet small">{strings.places(spots.length)}</span>
        {numbers.length > 0 && (
          <label>
            {strings.size}
            <select
              class="field"
              value={column ?? ''}
              onChange={(event) => {
                sizeBy.value = event.currentTarget.value || null
              }}
            >
              <option value="">{strings.same}</option>
              {numbers.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <span class="quiet small" title={strings.mapHelp}>
          {strings.baseMap}
        </span>
      </div>
      <Sheet spots={spots} chosen={chosen.value} choose={(row) => (chosen.value = row)} />
      {chosen.value !== null && <Tooltip row={chosen.value} close={() => (chosen.value = null)} />}
    </div>
  )
}

function placeSpots(rows: readonly unknown[], column: string | null): readonly Spot[] {
  const sizes = rows.map((row) => {
    const cell = column === null ? null : flattenRow(row).get(column)
    return typeof cell === 'number' ? cell : null
  })
  const most = Math.max(...sizes.map((size) => Math.abs(size ?? 0)), 1e-9)
  const spots = rows.flatMap((row, index): readonly Spot[] => {
    const point = findPoint(row)
    const size = sizes[index] ?? null
    return point
      ? [{ row, name: nameOfRow(row), ...project(point), size: size === null ? null : size / most }]
      : []
  })
  // The large ones below, so that no small one is hidden.
  return spots.toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0))
}

function Sheet({
  spots,
  chosen,
  choose,
}: {
  readonly spots: readonly Spot[]
  readonly chosen: unknown
  readonly choose: (row: unknown) => void
}) {
  const { view: strings } = words.value
  const svg = useRef<SVGSVGElement>(null)
  const whole = useMemo(() => boxAround(spots), [spots])
  const moved = useSignal<Box | null>(null)
  const box = moved.value ?? whole
  const drag = useRef<{
    readonly id: number
    readonly x: number
    readonly y: number
    readonly box: Box
  } | null>(null)
  const perPixel = () => {
    const rect = svg.current?.getBoundingClientRect()
    return rect ? Math.max(box.width / rect.width, box.height / rect.height) : 1
  }
  const zoom = (factor: number, x = box.x + box.width / 2, y = box.y + box.height / 2) => {
    const width = Math.min(Math.max(box.width * factor, 2), 20_000)
    const scale = width / box.width
    moved.value = {
      x: x - (x - box.x) * scale,
      y: y - (y - box.y) * scale,
      width,
      height: box.height * scale,
    }
  }
  const shift = (dx: number, dy: number) => {
    moved.value = { ...box, x: box.x + dx * box.width, y: box.y + dy * box.height }
  }
  useEffect(() => {
    const element = svg.current
    // Preact listens passively, and the page would scroll under the map.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        element?.getScreenCTM()?.inverse(),
      )
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, at.x, at.y)
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  })
  const size = useSignal({ width: 640, height: 480 })
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
    })
    if (svg.current) observer.observe(svg.current)
    return () => observer.disconnect()
  }, [])
  // One pixel of the screen in units of the map, so that dots and words keep their size.
  const unit = Math.max(box.width / size.value.width, box.height / size.value.height)
  return (
    <figure>
      <svg
        ref={svg}
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        tabindex={0}
        role="group"
        aria-label={`${strings.map}. ${strings.mapHelp}`}
        onKeyDown={(event) => {
          const act = KEYS[event.key]
          if (!act || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          if (act.kind === 'zoom') zoom(act.by)
          else shift(act.x, act.y)
        }}
        onPointerDown={(event) => {
          drag.current = { id: event.pointerId, x: event.clientX, y: event.clientY, box }
        }}
        onPointerMove={(event) => {
          const start = drag.current
          if (start === null || start.id !== event.pointerId || event.buttons === 0) return
          const scale = perPixel()
          moved.value = {
            ...start.box,
            x: start.box.x - (event.clientX - start.x) * scale,
            y: start.box.y - (event.clientY - start.y) * scale,
          }
        }}
        onPointerUp={() => {
          drag.current = null
        }}
      >
        <BaseMapLayer unit={unit} />
        {spots.map((spot, index) => (
          <circle
            key={index}
            class={spot.row === chosen ? 'spot chosen' : 'spot'}
            cx={spot.x}
            cy={spot.y}
            r={(spot.size === null ? 5.5 : 3.5 + Math.sqrt(Math.abs(spot.size)) * 18) * unit}
            stroke-width={unit}
            tabindex={0}
            role="button"
            aria-label={spot.name}
            onClick={() => choose(spot.row)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              choose(spot.row)
            }}
          >
            <title>{spot.name}</title>
          </circle>
        ))}
      </svg>
      <div class="zoom">
        <button type="button" class="button" aria-label={strings.zoomIn} onClick={() => zoom(1 / 1.5)}>
          +
        </button>
        <button type="button" class="button" aria-label={strings.zoomOut} onClick={() => zoom(1.5)}>
          −
        </button>
        <button
          type="button"
          class="button"
          aria-label={strings.whole}
          onClick={() => {
            moved.value = null
          }}
        >
          ⤢
        </button>
      </div>
    </figure>
  )
}

type KeyAct =
  | { readonly kind: 'zoom'; readonly by: number }
  | { readonly kind: 'move'; readonly x: number; readonly y: number }

const KEYS: Readonly<Record<string, KeyAct>> = {
  '+': { kind: 'zoom', by: 1 / 1.5 },
  '=': { kind: 'zoom', by: 1 / 1.5 },
  '-': { kind: 'zoom', by: 1.5 },
  ArrowLeft: { kind: 'move', x: -0.15, y: 0 },
  ArrowRight: { kind: 'move', x: 0.15, y: 0 },
  ArrowUp: { kind: 'move', x: 0, y: -0.15 },
  ArrowDown: { kind: 'move', x: 0, y: 0.15 },
}

function Tooltip({ row, close }: { readonly row: unknown; readonly close: () => void }) {
  return (
    <div class="tooltip" role="status">
      <div class="row" style="justify-content: space-between; flex-wrap: nowrap">
        <strong>{nameOfRow(row)}</strong>
        <button type="button" class="button bare" aria-label={words.value.ask.close} onClick={close}>
          ×
        </button>
      </div>
      <dl>
        {[...flattenRow(row)].map(([name, cell]) => (
          <>
            <dt>{name}</dt>
            <dd>{typeof cell === 'number' ? formatNumber(cell) : cellText(cell).slice(0, 300) || '–'}</dd>
          </>
        ))}
      </dl>
    </div>
  )
}

/** The box that holds all spots with a margin, at least a few streets wide. */
function boxAround(spots: readonly Spot[]): Box {
  const xs = spots.map(({ x }) => x)
  const ys = spots.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = Math.max(right - left, 60)
  const height = Math.max(bottom - top, 60)
  const pad = Math.max(width, height) * 0.12
  return {
    x: (left + right - width) / 2 - pad,
    y: (top + bottom - height) / 2 - pad,
    width: width + 2 * pad,
    height: height + 2 * pad,
  }
}
