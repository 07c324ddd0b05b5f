import { words, type LanguageCode } from '../language/language.ts'
import { splitSentence, type PageDefinition } from '../question/definition.ts'
import { NOW } from '../question/parameters.ts'

/** The sentence of a question with what each of its parameters begins with. */
export function writeTitle(
  { sentence, times, labels, values }: PageDefinition,
  language: LanguageCode,
): string {
  const { question } = words.value
  return splitSentence(sentence[language])
    .map((part) => {
      if ('text' in part) return part.text
      const label = labels[part.slot]?.[language]
      if (label !== undefined) return label
      const time = times[part.slot]
      if (time !== undefined) return question.today(time)
      const value = values[part.slot]
      return value === undefined || value === NOW ? question.now : writeValue(value)
    })
    .join('')
}

function writeValue(value: unknown): string {
  const { question, view } = words.value
  if (Array.isArray(value)) return value.length === 0 ? question.any : value.map(writeValue).join(', ')
  if (typeof value === 'boolean') return value ? view.yes : view.no
  return value === null ? question.any : String(value)
}
