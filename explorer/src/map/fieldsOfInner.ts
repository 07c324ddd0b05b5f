import type { AnswerField } from '../format/answerField.ts'

/** The fields of the items of a list within rows, such as "place.nearbyCarParks". */
export function fieldsOfInner(fields: readonly AnswerField[], list: string): readonly AnswerField[] {
  const last = fieldsOn(fields, list).at(-1)
  if (last?.key !== 'edges') return last?.fields ?? []
  return last.fields.find(({ key }) => key === 'node')?.fields ?? []
}

/** The coordinate in the graph of the list, such as "Place.nearbyCarParks"; of a connection that of the connection. */
export function coordinateOfInner(fields: readonly AnswerField[], list: string): string {
  const way = fieldsOn(fields, list).filter(({ key }) => key !== 'nodes' && key !== 'edges')
  return way.at(-1)?.coordinate ?? list
}

function fieldsOn(fields: readonly AnswerField[], list: string): readonly AnswerField[] {
  const way: AnswerField[] = []
  let level = fields
  for (const key of list.split('.')) {
    const field = level.find((one) => one.key === key)
    if (!field) return way
    way.push(field)
    level =
      field.key === 'edges' ? (field.fields.find((one) => one.key === 'node')?.fields ?? []) : field.fields
  }
  return way
}
