import { useSignal } from '@preact/signals'
import type { Row } from '../../../../kit/tables/rows.ts'
import { formatValue } from '../../format/values.ts'
import { words } from '../../language/language.ts'
import type { ChartChoice } from './chartChoice.ts'

/** Whoever wants more has the view for it, which draws only what is in sight. */
const MOST = 500

/** What the picture shows, for who does not see it or wants the figures; made when it is opened. */
export function ChartTable({
  cells,
  choice,
}: {
  readonly cells: readonly Row[]
  readonly choice: ChartChoice
}) {
  const { view: strings } = words.value
  const isOpen = useSignal(false)
  const columns = [choice.x, choice.facet, choice.colour, ...choice.ys].filter((column) => column !== null)
  const rows = isOpen.value ? cells.slice(0, MOST) : []
  return (
    <details
      class="figures"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open
      }}
    >
      <summary>{strings.figures}</summary>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div class="sheet" tabIndex={0} role="region" aria-label={strings.figures}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name, head }) => (
                <th key={name} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {columns.map(({ name, field }) => (
                  <td key={name} class={typeof row.get(name) === 'number' ? 'number' : ''}>
                    {formatValue(row.get(name), field) || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cells.length > MOST && <p class="quiet small">{strings.rowsOf(MOST, cells.length)}</p>}
    </details>
  )
}
