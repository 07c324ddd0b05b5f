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

const ORDER = Object.keys(QUESTIONS)

/** The examples of the repository as cards: those with a question in three languages first, in its order. */
export const EXAMPLES: readonly Example[] = Object.entries(FILES)
  .map(([file, query]) => toExample(file.replace(/^.*\/|\.graphql$/g, ''), query))
  .toSorted((a, b) => rank(a.id) - rank(b.id))

function toExample(id: string, query: string): Example {
  const known = QUESTIONS[id]
  const comment = readComment(query)
  return {
    id,
    query,
    question: known ?? { zh: comment, pt: comment, en: comment },
    view: known?.view ?? null,
  }
}

function rank(id: string): number {
  const at = ORDER.indexOf(id)
  return at < 0 ? ORDER.length : at
}

/** The comment at the head of a file is its question. */
function readComment(query: string): string {
  const lines = query.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^#\s?/, ''))
    .join(' ')
    .replace(/\s*\(question.*?\)\s*$/, '')
}
