import { isRecord } from '../graph/isRecord.ts'
import {
  best,
  formatDay,
  formatMonth,
  formatQuantity,
  formatShare,
  formatTime,
  words,
} from '../language/language.ts'
import type { AnswerField, ValueKind } from './answerField.ts'
import { nameInGraph, upperFirst } from './names.ts'

/** A value in the reader's words; empty where it is not known. */
export function formatValue(value: unknown, field: AnswerField): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return formatList(value, field)
  if (isRecord(value)) return field.kind === 'name' ? textOfName(value) : ''
  return formatLeaf(value, field.kind, field.typeName)
}

function formatList(values: readonly unknown[], field: AnswerField): string {
  if (field.kind === 'object') return words.value.view.items(values.length)
  return values.map((value) => formatValue(value, field)).join('; ')
}

function formatLeaf(value: unknown, kind: ValueKind, typeName: string): string {
  const text = String(value)
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean' ? (value ? words.value.view.yes : words.value.view.no) : text
    case 'number':
      return typeof value === 'number' ? formatQuantity(value) : text
    case 'share':
      return typeof value === 'number' ? formatShare(value) : text
    case 'instant':
      return isDate(text) ? formatTime(text) : text
    case 'day':
      return isDate(text) ? formatDay(text) : text
    case 'month':
      return isDate(text) ? formatMonth(text) : text
    case 'enum':
      return upperFirst(nameInGraph(`${typeName}.${text}`))
    case 'typename':
      return upperFirst(nameInGraph(text))
    case 'name':
    case 'text':
    case 'id':
    case 'year':
    case 'degrees':
    case 'object':
      return text
  }
}

/** Of a text in three languages the reader's, else one that there is. */
export function textOfName(name: unknown): string {
  if (typeof name === 'string') return name
  if (!isRecord(name)) return ''
  const text = (key: string) => (typeof name[key] === 'string' ? name[key] : null)
  const own = best({ zh: text('zh'), pt: text('pt'), en: text('en') })
  if (own !== '') return own
  return text('text') ?? (isRecord(name.best) ? textOfName(name.best) : '')
}

/** What one sorts and counts by: a text in three languages is the reader's. */
export function plainValue(value: unknown, field: AnswerField): unknown {
  return field.kind === 'name' && isRecord(value) ? textOfName(value) : value
}

/** "Distance (m)" is a distance, in metres. */
export function splitUnit(head: string): { readonly label: string; readonly unit: string } {
  const [, label, unit] = /^(.+?) ?[（(]([^()（）]{1,12})[)）]$/.exec(head) ?? []
  return label !== undefined && unit !== undefined ? { label, unit } : { label: head, unit: '' }
}

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}
