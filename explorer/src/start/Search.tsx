import { go, goToAsk } from '../app/route.ts'
import { openQuestion } from '../ask/workbench.ts'
import { showInDocs } from '../ask/sidePane.ts'
import { loadPart } from '../failure/loadPart.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { loadAllNames, loadNames, localDescription, localName } from '../graph/names/names.ts'
import { loadSchema } from '../graph/schema.ts'
import { language, words } from '../language/language.ts'
import { keptPages } from '../question/keptPages.ts'
import type { PageDefinition } from '../question/definition.ts'
import { FindBox, type Option, type OptionGroup } from '../search/FindBox.tsx'
import { searchGraph, type Found } from '../search/graphSearch.ts'
import { EXAMPLES } from './examples.ts'
import type { Hit } from './findInSchema.ts'
import { fold } from './fold.ts'
import { writeTitle } from './writeTitle.ts'

const SHOWN = 8

/** Finds things of the graph by its own search, then questions, then parts of the schema, by words of three languages. */
export function Search() {
  const { find } = words.value
  return <FindBox label={find.label} placeholder={find.hint} find={findAll} />
}

/** What one source does not answer costs its own group, and is told when the others are there. */
async function findAll(
  text: string,
  signal: AbortSignal,
  show: (groups: readonly OptionGroup[]) => void,
): Promise<void> {
  const { find } = words.peek()
  let things: readonly OptionGroup[] | null = null
  let schema: readonly Option[] = []
  const questions = findQuestions(text)
  const showAll = () => {
    // What stands above comes first, or it would push away what somebody is about to press.
    if (things === null) return
    show([...things, { title: find.questions, options: questions }, { title: find.schema, options: schema }])
  }
  const showThings = (groups: readonly OptionGroup[]) => {
    things = groups
    showAll()
  }
  const ends = await Promise.allSettled([
    Promise.all([searchGraph(text, { signal }), loadNames()]).then(
      ([found]) => showThings(groupThings(found)),
      (error: unknown) => {
        showThings([])
        throw error
      },
    ),
    findInSchema(text).then((hits) => {
      schema = hits.slice(0, SHOWN).map(toSchemaOption)
      showAll()
    }),
  ])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

const STOPS = new Set(['BUS_STOP', 'BUS_ROUTE', 'LRT_STATION', 'LRT_LINE', 'BORDER_CHECKPOINT'])
const DATASETS = new Set(['DATASET', 'BUREAU'])

/** In the order of the search, which knows best what was meant. */
function groupThings(found: readonly Found[]): readonly OptionGroup[] {
  const { find } = words.peek()
  const titles = { places: find.places, stops: find.stops, datasets: find.datasets }
  const groups = new Map<keyof typeof titles, Found[]>()
  for (const one of found) {
    const group = STOPS.has(one.kind) ? 'stops' : DATASETS.has(one.kind) ? 'datasets' : 'places'
    groups.set(group, [...(groups.get(group) ?? []), one])
  }
  return [...groups].map(([group, list]) => ({ title: titles[group], options: list.map(toThingOption) }))
}

function toThingOption({ kind, title, snippet, globalId }: Found): Option {
  return {
    key: globalId,
    title,
    detail: [upperFirst(nameInGraph(`SearchKind.${kind}`)), snippet]
      .filter((part) => part !== '')
      .join(' · '),
    choose: () => openThing(globalId),
  }
}

function openThing(globalId: string): void {
  const [type = '', id = ''] = globalId.split(':', 2)
  if (type === 'Bureau') go({ page: 'bureau', name: id, state: new Map() })
  else go({ page: 'q', name: 'about', state: new Map([['thing', globalId]]) })
}

function findQuestions(text: string): readonly Option[] {
  const needles = fold(text).split(/\s+/)
  return [...keptPages.peek(), ...EXAMPLES]
    .filter(({ sentence }) => {
      const whole = fold(Object.values(sentence).join(' '))
      return needles.every((needle) => whole.includes(needle))
    })
    .slice(0, SHOWN)
    .map(toQuestionOption)
}

function toQuestionOption(page: PageDefinition): Option {
  return {
    key: page.name,
    title: writeTitle(page, language.peek()),
    detail: '',
    choose: () => go({ page: 'q', name: page.name, state: new Map() }),
  }
}

async function findInSchema(text: string): Promise<readonly Hit[]> {
  const [schema, names, { findInSchema: find }] = await Promise.all([
    loadSchema(),
    loadAllNames(),
    loadPart(() => import('./findInSchema.ts')),
  ])
  return find(schema, names, text)
}

function toSchemaOption(hit: Hit): Option {
  return {
    key: hit.coordinate,
    title: hit.coordinate,
    detail: tellOf(hit),
    isCode: true,
    choose: () => openHit(hit),
  }
}

/** Its name in the reader's language before what the schema says of it; of a type the reader's own sentence. */
function tellOf({ coordinate, description }: Hit): string {
  const name = localName(coordinate)
  const text = coordinate.includes('.') ? description : localDescription(coordinate, description)
  return name === null || text === name ? text : `${name} · ${text}`
}

function openHit({ coordinate, query }: Hit): void {
  showInDocs(coordinate.split('.')[0] ?? 'Query')
  if (query === null) goToAsk()
  else openQuestion({ query })
}
