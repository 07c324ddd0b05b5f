import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Bureau } from '../bureaus/bureau.ts'
import { bureauFile } from '../bureaus/readBureaus.ts'
import { findCatalogue } from '../bureaus/register.ts'

const feedIds = z.array(z.string())
const details = z.array(
  z.object({
    data: z.object({
      id: z.string(),
      name: z.string().nullish(),
      graph: z.object({
        feedId: z.string().nullish(),
        subgraph: z.string().nullish(),
        custodian: z.string().nullish(),
        licence: z.string().min(1).nullish(),
        conformsTo: z.string().min(1).nullish(),
      }),
    }),
  }),
)

const custodians = z.object({
  bureaus: z.array(
    z.object({
      id: z.string(),
      name_zh: z.string().nullable(),
      name_pt: z.string().nullable(),
      name_en: z.string().nullable(),
    }),
  ),
})

interface Described {
  readonly id: string
  readonly feedId?: string | null | undefined
  readonly subgraph?: string | null | undefined
  readonly licence?: string | null | undefined
  readonly conformsTo?: string | null | undefined
}

interface FeedOfBureau {
  readonly id: string
  readonly subgraph: string
  /** As the entry has it; undefined where it does not name the feed. */
  readonly dataSet: string | undefined
}

/**
 * Every feed that a bureau names in feeds.json has a data set in its entry and in the catalogue, of its subgraph, that says
 * under which licence it stands and which standard it follows or, by null, that none is stated; and no entry nor data set
 * names a feed that there is not.
 */
export function checkDataSets(root: URL, bureaus: readonly Bureau[]): string[] {
  const feeds = bureaus.flatMap((bureau) => readFeeds(root, bureau))
  const problems = bureaus.flatMap(({ subgraph, feeds: stated }) =>
    Object.keys(stated)
      .filter((feed) => !feeds.some((one) => one.subgraph === subgraph && one.id === feed))
      .map((feed) => `${bureauFile(subgraph)}: feeds: expected feeds of feeds.json; got "${feed}".`),
  )
  const file = detailsFile(bureaus)
  if (file === undefined) return problems
  if (!existsSync(new URL(file, root)))
    return [...problems, `${file}: expected the data sets of all bureaus; got no file.`]
  const described = details.parse(readJson(file, root)).map(({ data }) => ({ id: data.id, ...data.graph }))
  return [
    ...problems,
    ...feeds.flatMap((feed) => {
      const dataSets = described.filter(({ feedId }) => feedId === feed.id)
      return checkFeed(feed, dataSets, file).map(
        (problem) => `subgraphs/${feed.subgraph}/feeds.json: ${problem}`,
      )
    }),
    ...described
      .filter(({ feedId }) => typeof feedId === 'string' && !feeds.some(({ id }) => id === feedId))
      .map(({ feedId }) => `${file}: expected feeds that there are; got "${feedId}".`),
  ]
}

function readFeeds(root: URL, { subgraph, feeds }: Bureau): readonly FeedOfBureau[] {
  const file = `subgraphs/${subgraph}/feeds.json`
  if (!existsSync(new URL(file, root))) return []
  return feedIds.parse(readJson(file, root)).map((id) => ({ id, subgraph, dataSet: feeds[id] }))
}

/** Where the catalogue of a graph describes what the graph reads; undefined where no bureau has one. */
export function detailsFile(bureaus: readonly Bureau[]): string | undefined {
  const catalogue = findCatalogue(bureaus)
  return catalogue && `subgraphs/${catalogue.subgraph}/${catalogue.describesDataSets}`
}

function checkFeed(
  { id, subgraph, dataSet: stated }: FeedOfBureau,
  dataSets: readonly Described[],
  file: string,
): string[] {
  const [dataSet, ...others] = dataSets
  const feed = `the feed "${id}"`
  if (!dataSet || others.length > 0)
    return [`${feed}: expected one data set in ${file}; got ${dataSets.length}.`]
  return [
    ...(dataSet.id === stated
      ? []
      : [
          `${feed}: expected ${bureauFile(subgraph)} to name its data set "${dataSet.id}"; got ${stated === undefined ? 'none' : `"${stated}"`}.`,
        ]),
    ...(dataSet.subgraph === subgraph
      ? []
      : [`${feed}: expected a data set of the subgraph "${subgraph}"; got one of "${dataSet.subgraph}".`]),
    ...(dataSet.licence === undefined
      ? [`${feed}: expected the licence of its data set, or null where none is stated; got nothing.`]
      : []),
    ...(dataSet.conformsTo === undefined
      ? [`${feed}: expected the standard that its data set conforms to, or null for none; got nothing.`]
      : []),
  ]
}

/**
 * The register of the data sets that bureaus read, for a gateway to say of which its answers are made: their titles, whose
 * they are and under which licence. None without a catalogue.
 */
export function listDataSets(
  root: URL,
  bureaus: readonly Bureau[],
): readonly { readonly name: string; readonly text: string }[] {
  const file = detailsFile(bureaus)
  if (file === undefined) return []
  const nameOf = readCustodians(root, file.replace(/[^/]*$/, 'plan-bureaus.json'))
  const dataSets = details.parse(readJson(file, root)).flatMap(({ data: { name, graph } }) => {
    const { feedId, custodian, licence } = graph
    if (feedId == null) return []
    const bureau = custodian == null ? null : { id: custodian, name: nameOf.get(custodian) ?? null }
    return [{ id: feedId, title: name == null ? null : readTitle(name), bureau, licence: licence ?? null }]
  })
  return [{ name: 'schema/data-sets.json', text: `${JSON.stringify(dataSets, null, 2)}\n` }]
}

/** The names of custodians by their ids, as the catalogue has them. */
function readCustodians(root: URL, file: string) {
  if (!existsSync(new URL(file, root))) return new Map<string, object>()
  const named = custodians.parse(readJson(file, root)).bureaus
  return new Map(
    named.map(({ id, name_zh, name_pt, name_en }) => [id, { zh: name_zh, pt: name_pt, en: name_en }]),
  )
}

/** "數據☯数据☯Data☯Dados": the portal's four languages, of which simplified Chinese is not one of the graph's. */
function readTitle(text: string) {
  const [zh, , en, pt] = text.split('\u262f').map((part) => part.trim() || null)
  return { zh: zh ?? null, pt: pt ?? null, en: en ?? null }
}

function readJson(file: string, root: URL): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'))
}
