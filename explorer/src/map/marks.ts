import type { Point } from '../../../kit/tables/geojson.ts'
import { isRecord } from '../graph/isRecord.ts'
import { nameOfRow } from '../results/nameOfRow.ts'
import type { Selected } from '../results/selection.ts'
import { findPlace, listsIn } from './places.ts'
import { project, type Xy } from './project.ts'

/** Something of an answer that stands somewhere. */
export interface Mark {
  readonly kind: 'mark'
  readonly point: Point
  readonly at: Xy
  /** In the reader's language where it has one; empty where it has no name. */
  readonly name: string
  /** The list that it is an item of, as "place.nearbyCarParks"; null for a row. */
  readonly list: string | null
  /** Where it is in the answer; more than once where several rows list the same thing. */
  readonly found: readonly [Finding, ...Finding[]]
}

export interface Finding {
  readonly selected: Selected
  /** As it is told there: with its distance from the one that lists it. */
  readonly thing: unknown
  /** What the thing is called that lists it; null for a row. */
  readonly owner: string | null
}

/** The rows that stand somewhere, and what is listed in them; a car park near five museums is one mark of all five. */
export function findMarks(rows: readonly unknown[]): readonly Mark[] {
  const own: Mark[] = []
  const inner = new Map<string, Mark>()
  rows.forEach((row, index) => {
    const selected: Selected = { row: index, within: [] }
    const point = findPlace(row)
    if (point) own.push(createMark(point, null, { selected, thing: row, owner: null }))
    addInner(row, selected, '', [nameOfRow(row)], inner)
  })
  return [...own, ...inner.values()]
}

function addInner(
  thing: unknown,
  at: Selected,
  above: string,
  names: readonly string[],
  marks: Map<string, Mark>,
): void {
  for (const { path, items } of listsIn(thing)) {
    const list = `${above}${path}`
    items.forEach((item, index) => {
      const selected: Selected = { ...at, within: [...at.within, { list: path, item: index }] }
      const point = findPlace(item)
      const owner = names.findLast((name) => name !== '') ?? ''
      if (point) addMark(createMark(point, list, { selected, thing: item, owner }), marks)
      addInner(item, selected, `${list}.`, [...names, nameOfRow(item)], marks)
    })
  }
}

function addMark(mark: Mark, marks: Map<string, Mark>): void {
  const { list, name, found, point } = mark
  const key = JSON.stringify([list, idOf(found[0].thing) ?? name, point.lat, point.lng])
  const known = marks.get(key)
  marks.set(key, known ? { ...known, found: [...known.found, ...found] } : mark)
}

function createMark(point: Point, list: string | null, finding: Finding): Mark {
  return { kind: 'mark', point, at: project(point), name: nameOfRow(finding.thing), list, found: [finding] }
}

function idOf(thing: unknown): string | null {
  if (!isRecord(thing)) return null
  const id = thing.globalId ?? thing.id
  return typeof id === 'string' ? id : null
}
