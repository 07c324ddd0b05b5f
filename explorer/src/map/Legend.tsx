import { formatValue } from '../format/values.ts'
import type { AnswerColumn } from '../format/columns.ts'
import { words } from '../language/language.ts'
import type { Group } from './grouping.ts'
import { radiusOfShare } from './paintMarks.ts'

/** What the colours and sizes mean; a colour can be put out. */
export function Legend({
  heading,
  groups,
  hidden,
  toggle,
  size,
  areas,
}: {
  readonly heading: string | null
  readonly groups: readonly Group[]
  readonly hidden: ReadonlySet<number>
  readonly toggle: (group: number) => void
  readonly size: { readonly column: AnswerColumn; readonly most: number } | null
  readonly areas: boolean
}) {
  const { map } = words.value
  return (
    <div class="legend small" role="group" aria-label={map.legend}>
      {heading !== null && <strong>{heading}</strong>}
      {groups.map(({ label, colour, count }, index) => (
        <button
          key={index}
          type="button"
          class="legend-entry"
          aria-pressed={!hidden.has(index)}
          style={{ '--mark': colour }}
          onClick={() => toggle(index)}
        >
          {label} <span class="quiet">{count}</span>
        </button>
      ))}
      {size !== null && <SizeScale {...size} />}
      {areas && <span class="quiet">{map.rectangles}</span>}
    </div>
  )
}

function SizeScale({ column, most }: { readonly column: AnswerColumn; readonly most: number }) {
  const shares = [1, 0.25]
  const largest = radiusOfShare(1)
  return (
    <span class="legend-size">
      <strong>{column.head}</strong>
      {shares.map((share) => (
        <span key={share}>
          <svg width={2 * largest + 2} height={2 * largest + 2} aria-hidden="true">
            <circle cx={largest + 1} cy={largest + 1} r={radiusOfShare(share)} />
          </svg>
          {formatValue(Number((most * share).toPrecision(3)), column.field)}
        </span>
      ))}
    </span>
  )
}
