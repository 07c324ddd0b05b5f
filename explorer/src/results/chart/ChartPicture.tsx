import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { drawPanel } from './drawPanel.ts'
import type { Chart, ChartPanel } from './layChart.ts'
import { seriesColour } from './look.ts'
import { measureWith, type Measure } from '../../format/texts.ts'

/** Narrower than any phone: before the first look nobody knows how wide it will be. */
const FIRST_WIDTH = 320

/** The chart as wide as there is room for it, drawn anew when that changes. */
export function ChartPicture({
  figure,
  chart,
}: {
  readonly figure: RefObject<HTMLElement>
  readonly chart: Chart
}) {
  const width = useSignal(FIRST_WIDTH)
  useLayoutEffect(() => {
    const { current } = figure
    if (current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.max(FIRST_WIDTH / 2, Math.floor(entry.contentRect.width))
    })
    width.value = current.clientWidth || FIRST_WIDTH
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return (
    <figure ref={figure}>
      <Legend series={chart.series} />
      {chart.panels.map((panel) => (
        <Panel key={panel.title} chart={chart} panel={panel} width={width.value} />
      ))}
    </figure>
  )
}

function Legend({ series }: { readonly series: readonly string[] }) {
  if (series.length < 2) return null
  return (
    <ul class="plain legend">
      {series.map((name, index) => (
        <li key={name}>
          <i style={{ background: seriesColour(index) }} aria-hidden="true" /> {name}
        </li>
      ))}
    </ul>
  )
}

function Panel({
  chart,
  panel,
  width,
}: {
  readonly chart: Chart
  readonly panel: ChartPanel
  readonly width: number
}) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = holder
    if (current === null) return
    current.replaceChildren(drawPanel(chart, panel, { width, measure: measureIn(current) }))
  }, [chart, panel, width])
  const label = chart.alongTitle === '' ? panel.title : `${panel.title} / ${chart.alongTitle}`
  return (
    <div class="panel">
      <h3>{panel.title}</h3>
      <div role="img" aria-label={label}>
        {/* Its parts are labelled for those who made it; the table tells them better. */}
        <div ref={holder} class="drawing" aria-hidden="true" />
      </div>
    </div>
  )
}

function measureIn(element: HTMLElement): Measure {
  const { fontFamily, fontSize } = getComputedStyle(element)
  return measureWith(`${fontSize} ${fontFamily}`)
}
