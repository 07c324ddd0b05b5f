import { signal } from '@preact/signals'
import { onRememberedElsewhere, recallJson, remember } from '../app/remember.ts'
import { isRecord } from '../graph/isRecord.ts'
import { pack, unpack } from '../share/pack.ts'
import { PAGE_VIEWS, type PageDefinition, type PageView } from './definition.ts'

const KEY = 'pages'
/** Names of own pages begin so, and never meet one of the repository's. */
const OWN = 'my-'

/** The questions that somebody made pages of in this browser, the newest first. */
export const keptPages = signal<readonly PageDefinition[]>(readKept())
onRememberedElsewhere(KEY, () => {
  keptPages.value = readKept()
})

export function isOwn({ name }: Pick<PageDefinition, 'name'>): boolean {
  return name.startsWith(OWN)
}

/** Keeps a page under a name made of its title; an older page of this name goes. */
export function keepPage(page: Omit<PageDefinition, 'name'>, title: string): PageDefinition {
  const kept = { ...page, name: OWN + slugOf(title) }
  writeKept([kept, ...keptPages.value.filter(({ name }) => name !== kept.name)])
  return kept
}

export function forgetPage(name: string): void {
  writeKept(keptPages.value.filter((page) => page.name !== name))
}

/** The whole page as a name for its address, so that a link holds it. */
export async function writePageLink({
  query,
  sentence,
  view,
  times,
  labels,
  values,
}: PageDefinition): Promise<string> {
  return `=${await pack({ query, sentence, view, times, labels, values })}`
}

/** Null where it is damaged. */
export async function readPageLink(name: string): Promise<PageDefinition | null> {
  return readPage(await unpack(name.slice(1)), name)
}

function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  return slug || 'page'
}

function writeKept(pages: readonly PageDefinition[]): void {
  keptPages.value = pages
  remember(KEY, JSON.stringify(pages))
}

function readKept(): readonly PageDefinition[] {
  const value = recallJson(KEY)
  if (!Array.isArray(value)) return []
  return value.flatMap((page: unknown) => {
    const name = isRecord(page) ? page.name : undefined
    return typeof name === 'string' && name.startsWith(OWN) ? (readPage(page, name) ?? []) : []
  })
}

/** What came from a link or from the browser's store: anybody may have written it. */
function readPage(value: unknown, name: string): PageDefinition | null {
  if (!isRecord(value) || typeof value.query !== 'string') return null
  const sentence = readSentence(value.sentence)
  if (sentence === null) return null
  const times = isRecord(value.times) ? value.times : {}
  return {
    name,
    query: value.query,
    sentence,
    view: isPageView(value.view) ? value.view : null,
    times: Object.fromEntries(
      Object.entries(times).flatMap(([key, time]) =>
        typeof time === 'string' && /^\d{2}:\d{2}$/.test(time) ? [[key, time] as const] : [],
      ),
    ),
    labels: Object.fromEntries(
      Object.entries(isRecord(value.labels) ? value.labels : {}).flatMap(([key, label]) => {
        const text = readSentence(label)
        return text === null ? [] : [[key, text] as const]
      }),
    ),
    values: isRecord(value.values) ? value.values : {},
  }
}

function readSentence(value: unknown): PageDefinition['sentence'] | null {
  if (!isRecord(value)) return null
  const { zh, pt, en } = value
  return typeof zh === 'string' && typeof pt === 'string' && typeof en === 'string' ? { zh, pt, en } : null
}

function isPageView(value: unknown): value is PageView {
  return PAGE_VIEWS.some((view) => view === value)
}
