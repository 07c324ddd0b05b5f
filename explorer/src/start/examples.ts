import type { LanguageCode } from '../language/language.ts'
import type { ViewName } from '../ask/workbench.ts'
import { QUESTIONS } from './questions.ts'

export interface Example {
  readonly id: string
  readonly query: string
  readonly question: Readonly<Record<LanguageCode, string>>
  readonly view: ViewName | null
}

const FILES: Readonly<Record<string, string>> = {
  ...import.meta.glob<string>('../../../examples/*.graphql', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../examples/*.graphql', { query: '?raw', import: 'default', eager: true }),
}

const QUERIES = new Map(
  Object.entries(FILES).map(([file, query]) => [file.replace(/^.*\/|\.graphql$/g, ''), query]),
)

/** The examples of the repository as cards, in the order of their questions. */
export const EXAMPLES: readonly Example[] = Object.entries(QUESTIONS).flatMap(([id, question]) => {
  const query = QUERIES.get(id)
  return query === undefined ? [] : [{ id, query, question, view: question.view ?? null }]
})
