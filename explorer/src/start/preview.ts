import { guessAnswerFields } from '../format/guessAnswerFields.ts'
import type { AnswerField } from '../format/answerField.ts'
import { formatValue } from '../format/values.ts'
import { askWithSources, type Answer } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { language } from '../language/language.ts'
import { timeOfToday, writeInstant } from '../question/parameters.ts'
import type { Preview } from './previewQuestion.ts'

export interface PreviewAnswer {
  readonly answer: Answer
  readonly rows: readonly unknown[]
  readonly total: number | null
}

const FIVE_MINUTES = 300_000
const asked = new Map<string, Promise<PreviewAnswer>>()

/** Asked once in five minutes; so is it by all who open the page within them, and the gateway remembers the answer. */
export function askPreview(preview: Preview, time: string | undefined): Promise<PreviewAnswer> {
  const now = Math.floor(Date.now() / FIVE_MINUTES) * FIVE_MINUTES
  const variables: Record<string, unknown> = {}
  if (preview.query.includes('$at:'))
    variables.at = time === undefined ? writeInstant(now) : timeOfToday(time, now)
  if (preview.query.includes('$language:')) variables.language = language.value.toUpperCase()
  const key = JSON.stringify([preview.query, variables, now])
  const known = asked.get(key)
  if (known) return known
  const asking = readPreview(preview, variables)
  asked.set(key, asking)
  asking.catch(() => asked.delete(key))
  return asking
}

async function readPreview(
  { query, rows, total }: Preview,
  variables: Readonly<Record<string, unknown>>,
): Promise<PreviewAnswer> {
  const answer = await askWithSources({ query, variables })
  const list = follow(answer.data, rows)
  const count = total === undefined ? null : follow(answer.data, total)
  return { answer, rows: Array.isArray(list) ? list : [], total: typeof count === 'number' ? count : null }
}

/** What is told of a row, in the reader's words. */
export function formatPreview(row: unknown, { value, unit, enum: type }: Preview): string {
  const found = follow(row, value)
  if (found === null || found === undefined) return ''
  const [field] = guessAnswerFields([{ [value.split('.').at(-1) ?? '']: found }])
  if (!field) return ''
  const typed: AnswerField = type === undefined ? field : { ...field, kind: 'enum', typeName: type }
  const text = formatValue(found, Array.isArray(found) ? { ...typed, kind: 'object' } : typed)
  return unit === undefined ? text : `${text} ${unit}`
}

export function follow(value: unknown, way: string): unknown {
  return way.split('.').reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)]
    return isRecord(at) ? at[key] : undefined
  }, value)
}
