import { choose, inAddress } from '../../app/route.ts'
import {
  readTableChoice,
  writeFilters,
  writeList,
  writeOrder,
  writeSequence,
  type Order,
  type TableChoice,
} from './tableChoice.ts'

const sort = inAddress('sort')
const group = inAddress('group')
const sequence = inAddress('columns')
const hide = inAddress('hide')
const pin = inAddress('pin')
const where = inAddress('where')
const find = inAddress('find')

/** How the table is laid out, of an answer with these columns. */
export function tableChoice(columns: readonly string[]): TableChoice {
  const texts = {
    sort: sort.value,
    group: group.value,
    columns: sequence.value,
    hide: hide.value,
    pin: pin.value,
    where: where.value,
    find: find.value,
  }
  return readTableChoice(texts, columns)
}

export function orderBy(order: Order | null): void {
  sort.value = writeOrder(order)
}

export function groupBy(names: readonly string[]): void {
  group.value = writeList(names)
}

/** `names` is how they stand of themselves. */
export function arrangeColumns(arranged: readonly string[], names: readonly string[]): void {
  sequence.value = writeSequence(arranged, names)
}

export function hideColumns(names: readonly string[]): void {
  hide.value = writeList(names)
}

export function pinColumns(names: readonly string[]): void {
  pin.value = writeList(names)
}

/** Typing is no step that Back should take back letter by letter. */
export function filterBy(filters: ReadonlyMap<string, string>): void {
  choose({ where: writeFilters(filters) }, 'replace')
}

export function findText(text: string): void {
  choose({ find: text === '' ? null : text }, 'replace')
}
