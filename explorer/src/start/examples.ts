import type { PageDefinition } from '../question/definition.ts'
import type { Preview } from './previewQuestion.ts'
import { QUESTIONS, type QuestionGroup } from './questions.ts'

/** A question of the repository with its page, its place on the start page, and what its card shows. */
export interface Example extends PageDefinition {
  readonly group: QuestionGroup
  readonly preview: Preview
}

const FILES: Readonly<Record<string, string>> = {
  ...import.meta.glob<string>('../../../examples/*.graphql', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../examples/*.graphql', { query: '?raw', import: 'default', eager: true }),
  // Of this page alone: a saved query is also a table and a tool, and agents pay for each tool's definition.
  ...import.meta.glob<string>('../../questions/*.graphql', { query: '?raw', import: 'default', eager: true }),
}

const QUERIES = new Map(
  Object.entries(FILES).map(([file, query]) => [file.replace(/^.*\/|\.graphql$/g, ''), query]),
)

/** The examples of the repository as cards, in the order of their questions. */
export const EXAMPLES: readonly Example[] = Object.entries(QUESTIONS).flatMap(([name, question]) => {
  const query = QUERIES.get(name)
  const { group, preview, view = null, times = {}, labels = {}, zh, pt, en } = question
  return query === undefined
    ? []
    : [{ name, query, sentence: { zh, pt, en }, view, times, labels, values: {}, group, preview }]
})
