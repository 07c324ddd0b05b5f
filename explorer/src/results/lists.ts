import { computed, signal } from '@preact/signals'
import { columnsOf, findRowLists, flattenRow, type Row, type RowList } from '../../../kit/tables/rows.ts'
import { answer } from '../ask/workbench.ts'

/** The lists of the answer, the nearest to the root first. */
export const lists = computed<readonly RowList[]>(() => {
  const data = answer.value?.data
  return data === null || data === undefined ? [] : findRowLists(data)
})

/** The way to the list that the reader chose, joined by dots; null for the first. */
export const chosenPath = signal<string | null>(null)

export const chosenList = computed<RowList | null>(
  () => lists.value.find(({ path }) => path.join('.') === chosenPath.value) ?? lists.value[0] ?? null,
)

/** The chosen list laid flat. */
export const flatRows = computed<readonly Row[]>(() => chosenList.value?.rows.map(flattenRow) ?? [])
export const columns = computed<readonly string[]>(() => columnsOf(flatRows.value))
