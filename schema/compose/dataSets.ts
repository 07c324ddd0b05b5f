import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** Where our catalogue describes what the graph reads; a graph may have another catalogue, or none. */
const DETAILS = 'subgraphs/catalogue/data/portal-details.json'
const BUREAUS = 'subgraphs/catalogue/data/plan-bureaus.json'

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
      }),
    }),
  }),
)

const bureaus = z.object({
  bureaus: z.array(
    z.object({
      id: z.string(),
      name_zh: z.string().nullable(),
      name_pt: z.string().nullable(),
      name_en: z.string().nullable(),
    }),
  ),
})

/**
 * The register of the data sets that bureaus read, as JSON, for a gateway to say of which its answers are made: their
 * titles, whose they are and under which licence. Null without our catalogue.
 */
export function listDataSets(root: URL): string | null {
  if (!existsSync(new URL(DETAILS, root))) return null
  const named = existsSync(new URL(BUREAUS, root)) ? bureaus.parse(readJson(BUREAUS, root)).bureaus : []
  const bureauOf = (id: string) => {
    const bureau = named.find((one) => one.id === id)
    return { id, name: bureau ? { zh: bureau.name_zh, pt: bureau.name_pt, en: bureau.name_en } : null }
  }
  const dataSets = details.parse(readJson(DETAILS, root)).flatMap(({ data: { name, graph } }) => {
    const { feedId, custodian, licence } = graph
    if (feedId == null) return []
    const bureau = custodian == null ? null : bureauOf(custodian)
    return [{ id: feedId, title: name == null ? null : readTitle(name), bureau, licence: licence ?? null }]
  })
  return `${JSON.stringify(dataSets, null, 2)}\n`
}

/** "數據☯数据☯Data☯Dados": the portal's four languages, of which simplified Chinese is not one of the graph's. */
function readTitle(text: string) {
  const [zh, , en, pt] = text.split('\u262f').map((part) => part.trim() || null)
  return { zh: zh ?? null, pt: pt ?? null, en: en ?? null }
}

/**
 * Every feed that a bureau names in feeds.json has a data set in the catalogue, of its subgraph, that says under which
 * licence it stands or, by null, that none is stated; and no data set names a feed that there is not.
 */
export function checkDataSets(root: URL): string[] {
  if (!existsSync(new URL(DETAILS, root))) return []
  const described = details.parse(readJson(DETAILS, root)).map(({ data }) => data.graph)
  const feeds = readdirSync(new URL('subgraphs/', root))
    .filter((name) => !name.startsWith('_') && existsSync(new URL(`subgraphs/${name}/feeds.json`, root)))
    .flatMap((subgraph) =>
      feedIds.parse(readJson(`subgraphs/${subgraph}/feeds.json`, root)).map((id) => ({ id, subgraph })),
    )
  return [
    ...feeds.flatMap(({ id, subgraph }) => {
      const dataSets = described.filter(({ feedId }) => feedId === id)
      return checkFeed(id, subgraph, dataSets).map(
        (problem) => `subgraphs/${subgraph}/feeds.json: ${problem}`,
      )
    }),
    ...described
      .filter(({ feedId }) => typeof feedId === 'string' && !feeds.some(({ id }) => id === feedId))
      .map(({ feedId }) => `${DETAILS}: expected feeds that there are; got "${feedId}".`),
  ]
}

type Described = z.output<typeof details>[number]['data']['graph']

function checkFeed(id: string, subgraph: string, dataSets: readonly Described[]): string[] {
  const [dataSet, ...others] = dataSets
  const feed = `the feed "${id}"`
  if (!dataSet || others.length > 0)
    return [`${feed}: expected one data set in ${DETAILS}; got ${dataSets.length}.`]
  return [
    ...(dataSet.subgraph === subgraph
      ? []
      : [`${feed}: expected a data set of the subgraph "${subgraph}"; got one of "${dataSet.subgraph}".`]),
    ...(dataSet.licence === undefined
      ? [`${feed}: expected the licence of its data set, or null where none is stated; got nothing.`]
      : []),
  ]
}

function readJson(file: string, root: URL): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'))
}
