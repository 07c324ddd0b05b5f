import { shortNameOf } from '../../../kit/tables/lists.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { words } from '../language/language.ts'
import { useShown } from './shown.ts'

/** Which list of the answer is shown and exported, where there are several. */
export function ListChoice() {
  const { lists, chosenList, chosenPath } = useShown()
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
          {nameOfList(path)} ({rows.length})
        </option>
      ))}
    </select>
  )
}

/** "Museums", "Place › nearby stops": a list by the words of the fields on the way to it. */
export function nameOfList(path: readonly string[]): string {
  const keys = shortNameOf(path).split('.')
  const names = keys.map((key, index) => nameInGraph(index === 0 ? `Query.${key}` : key))
  return upperFirst(names.join(' › '))
}
