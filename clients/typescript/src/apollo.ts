import { connectionFields, mergedTypes, possibleTypes } from './generated/graph.ts'

export { possibleTypes }

/** A page of a list as Apollo Client keeps it: `nodes` or `edges`, or both. */
interface Page {
  readonly pageInfo?: Readonly<Record<string, unknown>>
  readonly nodes?: readonly unknown[]
  readonly edges?: readonly unknown[]
  readonly [field: string]: unknown
}

/** The pages that have come, each by the cursor after which it begins. */
type Pages = Readonly<Record<string, Page>>

/** What `InMemoryCache` takes as `typePolicies` for one type. */
export interface TypePolicy {
  merge?: true
  fields?: Record<string, ListPolicy>
}

interface ListPolicy {
  keyArgs: string[]
  merge(existing: Pages | undefined, incoming: Page, options: { args: Record<string, unknown> | null }): Pages
  read(existing: Pages | undefined): Page | undefined
}

/**
 * For `new InMemoryCache({ typePolicies: typePolicies(), possibleTypes })`. Entities are kept by `__typename` and `id`;
 * what has no id of its own is merged into what is there, so that a poll for one field of it does not make Apollo ask for
 * the page again; pages of a list are put together by `fetchMore({ variables: { after } })`.
 */
export function typePolicies(): Record<string, TypePolicy> {
  const policies: Record<string, TypePolicy> = {}
  for (const type of mergedTypes) policies[type] = { merge: true }
  for (const [type, fields] of Object.entries(connectionFields)) {
    const lists = Object.entries(fields).map(([field, keyArgs]) => [field, listPolicy([...keyArgs])] as const)
    policies[type] = { ...policies[type], fields: Object.fromEntries(lists) }
  }
  return policies
}

/** `first` is part of the key, since two parts of a page that ask for 1 and for 20 must not overwrite each other. */
function listPolicy(keyArgs: string[]): ListPolicy {
  return {
    keyArgs,
    merge(existing = {}, incoming, { args }) {
      const after = typeof args?.after === 'string' ? args.after : ''
      return { ...existing, [after]: { ...existing[after], ...incoming } }
    },
    read: (existing) => existing && joinPages(existing),
  }
}

/** The pages from the first on, as far as each one's `endCursor` leads. */
function joinPages(pages: Pages): Page | undefined {
  const found: Page[] = []
  for (let next = pages['']; next !== undefined && !found.includes(next); next = pages[endOf(next)])
    found.push(next)
  const [first, last] = [found[0], found.at(-1)]
  if (first === undefined || last === undefined || found.length === 1) return first
  return { ...first, ...last, ...joinLists(found), ...joinInfo(first, last) }
}

function endOf({ pageInfo }: Page): string {
  return String(pageInfo?.endCursor ?? 'none')
}

function joinLists(pages: readonly Page[]): Page {
  const all = (field: 'nodes' | 'edges') =>
    pages.every((page) => page[field] !== undefined) && {
      [field]: pages.flatMap((page) => page[field] ?? []),
    }
  return { ...all('nodes'), ...all('edges') }
}

/** It ends as the last page does, and begins as the first. */
function joinInfo(first: Page, last: Page): Page {
  const { startCursor, hasPreviousPage } = first.pageInfo ?? {}
  const begins = {
    ...(startCursor !== undefined && { startCursor }),
    ...(hasPreviousPage !== undefined && { hasPreviousPage }),
  }
  return last.pageInfo === undefined ? {} : { pageInfo: { ...last.pageInfo, ...begins } }
}
