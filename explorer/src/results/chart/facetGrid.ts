import { frame, text, type Markish } from '@observablehq/plot'
import type { ChartPoint } from './layChart.ts'
import { GRID } from './look.ts'

/** Where the panel of each facet stands. */
export interface FacetGrid {
  /** Nought where there is one panel alone. */
  readonly columns: number
  readonly rows: number
  /** The channels of a mark that put its points into their panel. */
  readonly channels: {
    readonly fx?: (point: ChartPoint) => number
    readonly fy?: (point: ChartPoint) => number
  }
  readonly marks: readonly Markish[]
}

const NARROWEST = 260
const MOST_COLUMNS = 3

export function layFacets(facets: readonly string[], width: number): FacetGrid {
  if (facets.length === 0) return { columns: 0, rows: 1, channels: {}, marks: [] }
  const columns = Math.max(1, Math.min(MOST_COLUMNS, facets.length, Math.floor(width / NARROWEST)))
  const column = (facet: string) => facets.indexOf(facet) % columns
  const row = (facet: string) => Math.floor(facets.indexOf(facet) / columns)
  return {
    columns,
    rows: Math.ceil(facets.length / columns),
    channels: { fx: ({ facet }) => column(facet), fy: ({ facet }) => row(facet) },
    marks: [
      frame({ stroke: GRID }),
      text([...facets], {
        text: (facet: string) => facet,
        fx: column,
        fy: row,
        frameAnchor: 'top-left',
        dy: -15,
        fontWeight: 600,
        fill: 'var(--ink)',
        className: 'facet',
      }),
    ],
  }
}
