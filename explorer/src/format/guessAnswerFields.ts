import { isRecord } from '../graph/isRecord.ts'
import type { AnswerField, ValueKind } from './answerField.ts'

/** What an answer's own values tell, for as long as the schema is not there. */
export function guessAnswerFields(values: readonly unknown[]): readonly AnswerField[] {
  const records = values.filter(isRecord)
  const keys = new Set(records.flatMap((record) => Object.keys(record)))
  return [...keys].map((key) =>
    guessField(
      key,
      records.map((record) => record[key]),
    ),
  )
}

function guessField(key: string, values: readonly unknown[]): AnswerField {
  const known = values.filter((value) => value !== null && value !== undefined)
  const isList = known.some((value) => Array.isArray(value))
  const items = isList ? known.flat() : known
  const isObject = items.some(isRecord)
  const fields = isObject ? guessAnswerFields(items) : []
  return {
    key,
    coordinate: key,
    typeName: '',
    kind: isObject ? guessObject(fields) : guessLeaf(key, items),
    unit: '',
    addsUp: false,
    isList,
    isThing: fields.some((field) => field.key === 'id'),
    fields,
  }
}

function guessObject(fields: readonly AnswerField[]): ValueKind {
  return fields.length > 0 && fields.every(({ key }) => /^(?:zh|pt|en|best)$/.test(key)) ? 'name' : 'object'
}

const FORMS: readonly (readonly [RegExp, ValueKind])[] = [
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'instant'],
  [/^\d{4}-\d{2}-\d{2}$/, 'day'],
  [/^\d{4}-(?:0[1-9]|1[0-2])$/, 'month'],
]

function guessLeaf(key: string, values: readonly unknown[]): ValueKind {
  if (key === '__typename') return 'typename'
  if (key === 'id') return 'id'
  const [first] = values
  if (typeof first === 'boolean') return 'boolean'
  if (typeof first === 'number') {
    if (/^(?:lat|lng)$/.test(key)) return 'degrees'
    return /(?:^y|Y)ear$/.test(key) ? 'year' : 'number'
  }
  if (typeof first !== 'string') return 'text'
  return FORMS.find(([form]) => form.test(first))?.[1] ?? 'text'
}
