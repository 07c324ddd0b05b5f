import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { cellText } from '../../../kit/tables/rows.ts'
import { formatNumber, words } from '../language/language.ts'
import { columns, flatRows } from './lists.ts'
import { findChartShape } from './shape.ts'

interface Bit {
  readonly label: string
  readonly value: number
}

const MOST = 400
const MARGIN = { top: 26, right: 22, bottom: 64, left: 86 }

/** One number along time or along names. */
export function ChartView() {
  const { view: strings } = words.value
  const shape = findChartShape(flatRows.value, columns.value)
  const chosenValue = useSignal<string | null>(null)
  const chosenAlong = useSignal<string | null>(null)
  const chosenKind = useSignal<'line' | 'bars' | null>(null)
  const value = shape.values.find((column) => column === chosenValue.value) ?? shape.values[0]
  const along = shape.along.find((column) => column === chosenAlong.value) ?? shape.along[0]
  if (value === undefined) return <p class="void">{strings.noChart}</p>
  const kind = chosenKind.value ?? (along !== undefined && shape.isTime(along) ? 'line' : 'bars')
  const bits = flatRows.value.flatMap((row, index): readonly Bit[] => {
    const cell = row.get(value)
    const label = along === undefined ? `${index + 1}` : cellText(row.get(along))
    return typeof cell === 'number' ? [{ label, value: cell }] : []
  })
  return (
    <div class="chart">
      <div class="controls">
        <label>
          {strings.value}
          <Choice columns={shape.values} value={value} choose={(column) => (chosenValue.value = column)} />
        </label>
        {along !== undefined && (
          <label>
            {strings.along}
            <Choice columns={shape.along} value={along} choose={(column) => (chosenAlong.value = column)} />
          </label>
        )}
        {(['line', 'bars'] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="button bare"
            aria-pressed={kind === name}
            onClick={() => {
              chosenKind.value = name
            }}
          >
            {strings[name]}
          </button>
        ))}
      </div>
      <Drawing bits={bits.slice(0, MOST)} kind={kind} title={`${value} / ${along ?? ''}`} />
      {bits.length > MOST && <p class="controls quiet">{strings.rowsOf(MOST, bits.length)}</p>}
    </div>
  )
}

function Choice({
  columns: names,
  value,
  choose,
}: {
  readonly columns: readonly string[]
  readonly value: string
  readonly choose: (column: string) => void
}) {
  return (
    <select class="field" value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  )
}

function Drawing({
  bits,
  kind,
  title,
}: {
  readonly bits: readonly Bit[]
  readonly kind: 'line' | 'bars'
  readonly title: string
}) {
  const figure = useRef<HTMLElement>(null)
  const size = useSignal({ width: 640, height: 380 })
  const tooltipIndex = useSignal<number | null>(null)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
    })
    if (figure.current) observer.observe(figure.current)
    return () => observer.disconnect()
  }, [])
  const { width, height } = size.value
  const [left, right] = [MARGIN.left, Math.max(MARGIN.left + 40, width - MARGIN.right)]
  const [top, bottom] = [MARGIN.top, Math.max(MARGIN.top + 40, height - MARGIN.bottom)]
  const ticks = niceTicks(bits, kind)
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const step = (right - left) / Math.max(bits.length, 1)
  const x = (index: number) => left + (index + 0.5) * step
  const y = (value: number) => bottom - ((value - low) / (high - low || 1)) * (bottom - top)
  const every = Math.ceil(bits.length / Math.max(2, Math.floor((right - left) / 64)))
  const tooltipBit = tooltipIndex.value === null ? undefined : bits[tooltipIndex.value]
  return (
    <figure ref={figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={title}
        onPointerMove={(event) => {
          const at = Math.floor((event.offsetX - left) / step)
          tooltipIndex.value = at >= 0 && at < bits.length ? at : null
        }}
        onPointerLeave={() => {
          tooltipIndex.value = null
        }}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 10} y={y(tick) + 4} text-anchor="end">
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {bits.map(({ label }, index) =>
          index % every === 0 ? (
            <text
              key={index}
              x={x(index)}
              y={bottom + 18}
              text-anchor="end"
              transform={`rotate(-32 ${x(index)} ${bottom + 18})`}
            >
              {label.length > 14 ? `${label.slice(0, 13)}…` : label}
            </text>
          ) : null,
        )}
        {kind === 'bars'
          ? bits.map(({ value }, index) => (
              <rect
                key={index}
                class="bar"
                x={x(index) - step * 0.36}
                width={Math.max(1, step * 0.72)}
                y={Math.min(y(value), y(Math.max(low, 0)))}
                height={Math.max(1, Math.abs(y(value) - y(Math.max(low, 0))))}
                opacity={tooltipIndex.value === null || tooltipIndex.value === index ? 1 : 0.5}
              />
            ))
          : bits.length > 0 && (
              <polyline class="series" points={bits.map(({ value }, i) => `${x(i)},${y(value)}`).join(' ')} />
            )}
        {tooltipBit && tooltipIndex.value !== null && (
          <>
            {kind === 'line' && (
              <circle class="dot" cx={x(tooltipIndex.value)} cy={y(tooltipBit.value)} r="4" />
            )}
            <text
              class="tooltip"
              x={Math.min(Math.max(x(tooltipIndex.value), left + 60), right - 60)}
              y={top - 10}
              text-anchor="middle"
            >
              {tooltipBit.label}: {formatNumber(tooltipBit.value)}
            </text>
          </>
        )}
      </svg>
    </figure>
  )
}

const STEPS = [1, 2, 2.5, 5, 10]

/** Round numbers that hold all values; bars begin at nought, for their length is what one reads. */
function niceTicks(bits: readonly Bit[], kind: 'line' | 'bars'): readonly number[] {
  const values = bits.map(({ value }) => value)
  const most = Math.max(...values, kind === 'bars' ? 0 : -Infinity)
  const least = Math.min(...values, kind === 'bars' ? 0 : Infinity)
  const from = least > 0 && least < most * 0.5 ? 0 : least
  const rough = (most - from || Math.abs(most) || 1) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (STEPS.find((nice) => nice * power >= rough) ?? 10)
  const start = Math.floor(from / step) * step
  const count = Math.max(1, Math.ceil((most - start) / step))
  return Array.from({ length: count + 1 }, (_, index) => start + index * step)
}
