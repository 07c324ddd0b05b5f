import type { Cell } from '../../../../kit/tables/rows.ts'
import type { AnswerField } from '../../format/answerField.ts'
import { formatValue } from '../../format/values.ts'
import { words } from '../../language/language.ts'
import { useShown } from '../shown.ts'

/** A megabyte in one cell would freeze the page for nobody's good; the file has it whole. */
const MAX_SHOWN_CHARACTERS = 2_000

/** A value by its type, in the reader's words; of a list of things how many there are. */
export function TableCell({
  cell,
  field,
  isPinned = false,
  style = {},
  isOpen,
  toggle,
}: {
  /** Undefined where the column is of another list's items. */
  readonly cell: Cell | undefined
  readonly field: AnswerField
  readonly isPinned?: boolean
  readonly style?: { readonly left?: string }
  readonly isOpen: boolean
  readonly toggle: () => void
}) {
  const isAwaited = useShown().isPartial.value && cell === undefined
  const kind = isAwaited ? 'awaited' : typeof cell === 'number' ? 'number' : cell === null ? 'quiet' : ''
  return (
    <td class={isPinned ? `${kind} pinned` : kind} style={style}>
      {Array.isArray(cell) && cell.length > 0 && field.kind === 'object' ? (
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={(event) => {
            event.stopPropagation()
            toggle()
          }}
        >
          {words.value.view.items(cell.length)}
        </button>
      ) : (
        <span class="cut">{isAwaited ? '…' : textOf(cell, field)}</span>
      )}
    </td>
  )
}

function textOf(cell: Cell | undefined, field: AnswerField): string {
  if (cell === undefined) return ''
  if (cell === null) return '–'
  if (Array.isArray(cell) && cell.length === 0) return words.value.view.items(0)
  const text = formatValue(cell, field)
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text
}
