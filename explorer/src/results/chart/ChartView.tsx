import { useComputed } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { inAddress } from '../../app/route.ts'
import { words } from '../../language/language.ts'
import { findChartShape } from '../shape.ts'
import { useShown } from '../shown.ts'
import { chooseChart } from './chartChoice.ts'
import { ChartControls } from './ChartControls.tsx'
import { ChartPicture } from './ChartPicture.tsx'
import { ChartTable } from './ChartTable.tsx'
import { layChart } from './layChart.ts'
import { SaveChart } from './SaveChart.tsx'

/** How the chart is drawn stands in the address. */
export const asked = {
  x: inAddress('x'),
  y: inAddress('y'),
  colour: inAddress('colour'),
  facet: inAddress('facet'),
  mark: inAddress('mark'),
} as const

/** Amounts along time, numbers or names; several of them, by colours and in panels. */
export function ChartView() {
  const { view: strings } = words.value
  const { cells, columns } = useShown()
  const figure = useRef<HTMLElement>(null)
  const shape = useComputed(() => findChartShape(cells.value, columns.value))
  const choice = useComputed(() =>
    chooseChart(shape.value, {
      x: asked.x.value,
      y: asked.y.value,
      colour: asked.colour.value,
      facet: asked.facet.value,
      mark: asked.mark.value,
    }),
  )
  const chart = useComputed(() => (choice.value === null ? null : layChart(cells.value, choice.value)))
  if (choice.value === null || chart.value === null) return <p class="void">{strings.noChart}</p>
  const { shown, all } = chart.value
  return (
    <div class="chart">
      <ChartControls shape={shape.value} choice={choice.value}>
        <SaveChart figure={figure} chart={chart.value} />
      </ChartControls>
      {shown < all && <p class="controls quiet">{strings.rowsOf(shown, all)}</p>}
      <ChartPicture figure={figure} chart={chart.value} />
      <ChartTable cells={cells.value} choice={choice.value} />
    </div>
  )
}
