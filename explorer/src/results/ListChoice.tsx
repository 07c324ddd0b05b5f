import { shortNameOf } from '../../../kit/tables/lists.ts'
import { words } from '../language/language.ts'
import { chosenList, chosenPath, lists } from './lists.ts'

/** Which list of the answer is shown and exported, where there are several. */
export function ListChoice() {
  if (lists.value.length < 2) return null
  return (
    <select
      class="field small"
      aria-label={words.value.view.list}
      value={chosenList.value?.path.join('.')}
      onChange={(event) => {
        chosenPath.value = event.currentTarget.value
      }}
    >
      {lists.value.map(({ path, rows }) => (
        <option key={path.join('.')} value={path.join('.')}>
          {shortNameOf(path).replaceAll('.', ' › ')} ({rows.length})
        </option>
      ))}
    </select>
  )
}
