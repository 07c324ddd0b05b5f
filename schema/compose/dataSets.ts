import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** Where our catalogue describes what the graph reads; a graph may have another catalogue, or none. */
export const DETAILS = 'subgraphs/catalogue/data/portal-details.json'

const feedIds = z.array(z.string())
const details = z.array(
  z.object({
    data: z.object({
      id: z.string(),
      graph: z.object({
        feedId: z.string().nullish(),
        subgraph: z.string().nullish(),
        licence: z.string().min(1).nullish(),
        conformsTo: z.string().min(1).nullish(),
      }),
    }),
  }),
)

/**
 * Every feed that a bureau names in feeds.json has a data set in the catalogue, of its subgraph, that says under which
 * licence it stands and which standard it follows or, by null, that none is stated; and no data set names a feed that there is not.
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
    ...(dataSet.conformsTo === undefined
      ? [`${feed}: expected the standard that its data set conforms to, or null for none; got nothing.`]
      : []),
  ]
}

function readJson(file: string, root: URL): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'))
}
