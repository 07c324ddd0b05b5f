import { isRecord } from '../graph/isRecord.ts'

/** A TypeScript type that an answer fits; a list's items are looked at together. */
export function typeOf(value: unknown, indent = ''): string {
  return write(shapeOf([value]), indent)
}

interface Shape {
  readonly plain: ReadonlySet<string>
  readonly fields: ReadonlyMap<string, Shape> | null
  readonly items: Shape | null
}

function shapeOf(values: readonly unknown[]): Shape {
  const objects = values.filter(isRecord)
  const lists = values.filter((value) => Array.isArray(value))
  const plain = values.filter((value) => !isRecord(value) && !Array.isArray(value))
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  return {
    plain: new Set(plain.map((value) => (value === null || value === undefined ? 'null' : typeof value))),
    fields:
      objects.length === 0
        ? null
        : new Map(
            keys.map((key) => [
              key,
              shapeOf(objects.filter((object) => key in object).map((object) => object[key])),
            ]),
          ),
    items: lists.length === 0 ? null : shapeOf(lists.flat()),
  }
}

function write({ plain, fields, items }: Shape, indent: string): string {
  const deeper = `${indent}  `
  const parts = [
    ...(fields === null
      ? []
      : [
          `{\n${[...fields].map(([key, shape]) => `${deeper}${key}: ${write(shape, deeper)}`).join('\n')}\n${indent}}`,
        ]),
    ...(items === null ? [] : [listOf(write(items, indent))]),
    ...[...plain].toSorted((a, b) => Number(a === 'null') - Number(b === 'null')),
  ]
  return parts.length === 0 ? 'unknown' : parts.join(' | ')
}

function listOf(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}
