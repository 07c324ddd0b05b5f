import { isReading } from '../ask/operations.ts'
import { rulesRead } from '../caller/rules.ts'
import { loadSchema } from '../graph/schema.ts'
import { EXAMPLES } from '../start/examples.ts'
import { writeAbout } from './about.ts'
import { completeForReaders } from './completeForReaders.ts'
import { readControls, type Control } from './controls.ts'
import type { PageDefinition } from './definition.ts'
import { keptPages, readPageLink } from './keptPages.ts'
import { beginWith, type Values } from './parameters.ts'

/** A question that is ready to be asked. */
export interface PreparedQuestion {
  readonly definition: PageDefinition
  /** The query as it is asked: with what readers need who did not write it. */
  readonly query: string
  readonly controls: readonly Control[]
  /** What the query itself gives to its variables. */
  readonly defaults: Values
  /** What the parameters are as long as nobody sets them. */
  readonly begun: Values
}

/** The name of the page on which any thing of the graph is shown. */
export const ABOUT = 'about'

/** Null where no question has this name. Rejects where the schema cannot be read, or does not know the query. */
export async function prepareQuestion(name: string, thing: string | null): Promise<PreparedQuestion | null> {
  const [schema, definition] = await Promise.all([loadSchema(), findDefinition(name, thing)])
  // A page is asked as it is opened, and anybody may have written its link: what changes or goes on is no question.
  if (definition === null || !isReading(definition.query, null)) return null
  const query = completeForReaders(schema, definition.query)
  const { controls, defaults } = readControls(schema, query)
  const begun = { ...beginWith(controls, defaults, definition.times, Date.now()), ...definition.values }
  return { definition, query, controls, defaults, begun }
}

async function findDefinition(name: string, thing: string | null): Promise<PageDefinition | null> {
  if (name === ABOUT) return thing === null ? null : defineAbout(thing)
  if (name.startsWith('=')) return readPageLink(name)
  return [...EXAMPLES, ...keptPages.value].find((page) => page.name === name) ?? null
}

async function defineAbout(thing: string): Promise<PageDefinition | null> {
  // Without the rules no field is known to be closed; what is then refused is told with the answer.
  const [schema] = await Promise.all([loadSchema(), rulesRead.catch(() => undefined)])
  const query = writeAbout(schema, thing.split(':')[0] ?? '')
  if (query === null) return null
  return {
    name: ABOUT,
    query,
    sentence: { en: 'Everything about {thing}', pt: 'Tudo sobre {thing}', zh: '{thing}的一切' },
    view: 'cards',
    times: {},
    labels: {},
    values: {},
  }
}
