import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { fileNameOf } from '../../export/fileName.ts'
import { saveBlob } from '../../export/saveBlob.ts'
import { words } from '../../language/language.ts'
import { joinSources } from '../sources.ts'
import { tellSource } from '../tellSource.ts'
import { useShown } from '../shown.ts'
import { composeImage, toPng, writeSvg } from './image.ts'
import type { Chart } from './layChart.ts'

/** The chart as a file, as it looks now, with what it is made of below it. */
export function SaveChart({
  figure,
  chart,
}: {
  readonly figure: RefObject<HTMLElement>
  readonly chart: Chart
}) {
  const { view: strings } = words.value
  const { answer } = useShown()
  const hasFailed = useSignal(false)
  const save = async (format: 'svg' | 'png') => {
    if (figure.current === null) return
    const sources = joinSources(answer.value?.sources ?? []).map(tellSource)
    const image = composeImage(figure.current, chart, sources)
    const blob = format === 'svg' ? writeSvg(image) : await toPng(image)
    hasFailed.value = blob === null
    if (blob !== null) saveBlob(blob, `${fileNameOf(answer.value?.question.query ?? '')}.${format}`)
  }
  return (
    <span class="row save">
      {(['png', 'svg'] as const).map((format) => (
        <button key={format} type="button" class="button" onClick={() => void save(format)}>
          {format.toUpperCase()}
        </button>
      ))}
      {hasFailed.value && (
        <span role="alert" class="small alarm">
          {strings.noImage}
        </span>
      )}
    </span>
  )
}
