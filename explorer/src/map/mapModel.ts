import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Row } from '../../../kit/tables/rows.ts'
import { inAddress } from '../app/route.ts'
import { columnsInUse, layColumns, type AnswerColumn } from '../format/columns.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { language, words } from '../language/language.ts'
import { nameOfList } from '../results/ListChoice.tsx'
import { keyOfSelected } from '../results/selection.ts'
import { findChartShape } from '../results/shape.ts'
import { readCells, type Shown } from '../results/shown.ts'
import { findAreas, type Area } from './areas.ts'
import { createClusters, NO_CLUSTERS, type Clusters } from './clusters.ts'
import { coordinateOfInner } from './fieldsOfInner.ts'
import { findCategories, groupMarks, type Grouping } from './grouping.ts'
import { findMarks, type Mark } from './marks.ts'
import { makeLater } from './ownTask.ts'
import { extentOf, MACAO, type Extent } from './view.ts'

/** What a map shows of an answer, and by what it draws it. */
export interface MapModel {
  /** Null until they are found. */
  readonly found: ReadonlySignal<Found | null>
  readonly marks: ReadonlySignal<readonly Mark[]>
  readonly areas: ReadonlySignal<readonly Area[]>
  /** Each mark and area by the key of each place of the answer in which it is. */
  readonly byKey: ReadonlySignal<ReadonlyMap<string, Mapped>>
  /** Columns with an amount, for size and colour. */
  readonly amounts: ReadonlySignal<readonly AnswerColumn[]>
  readonly categories: ReadonlySignal<readonly AnswerColumn[]>
  readonly size: ReadonlySignal<SizeScale | null>
  readonly colourColumn: ReadonlySignal<AnswerColumn | null>
  readonly grouping: ReadonlySignal<Grouping>
  /** Groups that the reader has put out. */
  readonly hidden: Signal<ReadonlySet<number>>
  readonly clusters: ReadonlySignal<Clusters>
  /** What is not hidden, by name. */
  readonly listed: ReadonlySignal<readonly Listed[]>
  /** All that stands somewhere. */
  readonly whole: ReadonlySignal<Extent>
  stop(): void
}

interface Found {
  readonly marks: readonly Mark[]
  readonly areas: readonly Area[]
}

/** A line of the list beside the map. */
export interface Listed {
  readonly mapped: Mapped
  readonly key: string
  readonly name: string
  /** In CSS. */
  readonly colour: string
}

export type Mapped = Mark | Area

export interface SizeScale {
  readonly column: AnswerColumn
  readonly most: number
  /** 0 to 1 of the largest; null where it is not known. */
  readonly shareOf: (mark: Mark) => number | null
}

/** What the reader chose by name of a column. */
export const sizeBy = inAddress('size')
export const colourBy = inAddress('colour')

export function createMapModel(shown: Shown): MapModel {
  const rows = computed(() => shown.chosenList.value?.rows ?? [])
  // The table may have opened the lists in its rows; here a row is one thing.
  const columns = computed(() =>
    shown.opened.value.length === 0
      ? shown.columns.value
      : columnsInUse(layColumns(shown.fields.value, nameInGraph), rows.value),
  )
  const cells = computed(() =>
    shown.opened.value.length === 0
      ? shown.cells.value
      : rows.value.map((row) => readCells(row, columns.value)),
  )
  const finding = makeLater(() => ({ rows: rows.value, language: language.value }), findAll, null)
  const found = finding.made
  const marks = computed(() => found.value?.marks ?? [])
  const areas = computed(() => found.value?.areas ?? [])
  const byKey = computed(
    () =>
      new Map(
        [...areas.value, ...marks.value].flatMap((one) =>
          one.found.map(({ selected }) => [keyOfSelected(selected), one] as const),
        ),
      ),
  )
  const amounts = computed(() => findChartShape(cells.value, columns.value).values)
  const categories = computed(() => findCategories(cells.value, columns.value))
  const hidden = signal<ReadonlySet<number>>(new Set())
  const size = computed(() => readSize(amounts.value, cells.value))
  const colourColumn = computed(() => {
    const named = [...amounts.value, ...categories.value].find(({ name }) => name === colourBy.value)
    // Areas without a shade would say no more than where they are.
    return named ?? (areas.value.length > 0 ? (amounts.value[0] ?? null) : null)
  })
  const grouping = computed(() =>
    groupMarks(marks.value, cells.value, colourColumn.value, words.value.map.notKnown, (list) =>
      nameList(list, shown),
    ),
  )
  const clustering = makeLater(
    () => [marks.value, grouping.value.ofMarks, hidden.value, size.value !== null] as const,
    (inputs) => createClusters(...inputs),
    NO_CLUSTERS,
  )
  const listing = makeLater(
    () => ({ marks: marks.value, areas: areas.value, grouping: grouping.value, hidden: hidden.value }),
    listByName,
    [],
  )
  const whole = computed(() => {
    const corners = areas.value.flatMap(({ extent: { left, top, right, bottom } }) => [
      { x: left, y: top },
      { x: right, y: bottom },
    ])
    return extentOf([...marks.value.map(({ at }) => at), ...corners]) ?? MACAO
  })
  const making = [finding, clustering, listing]
  return {
    found,
    marks,
    areas,
    byKey,
    amounts,
    categories,
    size,
    colourColumn,
    grouping,
    hidden,
    clusters: clustering.made,
    listed: listing.made,
    whole,
    stop: () => {
      for (const one of making) one.stop()
    },
  }
}

/** Rows that stand somewhere are shown there, though they have an area too. */
function findAll({ rows }: { readonly rows: readonly unknown[] }): Found {
  const marks = findMarks(rows)
  return { marks, areas: marks.some(({ list }) => list === null) ? [] : findAreas(rows) }
}

function listByName({
  marks,
  areas,
  grouping: { groups, ofMarks, ofRow },
  hidden,
}: Found & { readonly grouping: Grouping; readonly hidden: ReadonlySet<number> }): readonly Listed[] {
  const all: readonly (readonly [Mapped, number])[] = [
    ...areas.map((area) => [area, ofRow(area.found[0].selected.row)] as const),
    ...marks.map((mark, index) => [mark, ofMarks[index] ?? 0] as const),
  ]
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true })
  return all
    .filter(([, group]) => !hidden.has(group))
    .map(([mapped, group]) => ({
      mapped,
      key: keyOfSelected(mapped.found[0].selected),
      name: mapped.name || writeCoordinates(mapped),
      colour: groups[group]?.colour ?? 'var(--quiet)',
    }))
    .toSorted((a, b) => compare(a.name, b.name))
}

function writeCoordinates(mapped: Mapped): string {
  return mapped.kind === 'mark' ? `${mapped.point.lat.toFixed(5)}, ${mapped.point.lng.toFixed(5)}` : '–'
}

function readSize(amounts: readonly AnswerColumn[], cells: readonly Row[]): SizeScale | null {
  const column = amounts.find(({ name }) => name === sizeBy.value)
  if (!column) return null
  const valueOf = (row: number) => {
    const value = cells[row]?.get(column.name)
    return typeof value === 'number' ? Math.abs(value) : null
  }
  const most = cells.reduce((sum, _, row) => Math.max(sum, valueOf(row) ?? 0), 1e-9)
  return {
    column,
    most,
    shareOf: ({ list, found }) => {
      const value = list === null ? valueOf(found[0].selected.row) : null
      return value === null ? null : value / most
    },
  }
}

/** The rows by the list that is shown, what is listed in them by their list's own name. */
function nameList(list: string | null, { chosenList, fields }: Shown): string {
  if (list !== null) return upperFirst(nameInGraph(coordinateOfInner(fields.value, list)))
  const path = chosenList.value?.path ?? []
  return path.length === 0 ? words.value.map.things : nameOfList(path)
}
