import { isRecord } from '../../kit/isRecord.ts'
import type { Bureau } from '../../schema/bureaus/bureau.ts'
import type { FeedStatusSource, NodeSource, SearchableSource, UseSource } from './catalogueSources.ts'
import type { SubgraphDefinition, SubgraphSource } from './subgraph.ts'

type Definition = SubgraphDefinition<SubgraphSource, object>

/** What `server.ts` of a bureau exports. */
export interface BureauModule {
  readonly definition: Definition
  /** The catalogue's alone: it is told where feeds stand, who uses the graph, what is found, and what there is. */
  readonly createDefinition?: (
    statuses: readonly FeedStatusSource[],
    use: () => UseSource,
    searchables: readonly SearchableSource[],
    nodes: readonly NodeSource[],
  ) => Definition
}

/** The code of the registered bureaus, in their order; only who is imported runs. */
export async function importBureaus(bureaus: readonly Bureau[]): Promise<readonly BureauModule[]> {
  return Promise.all(bureaus.map(({ subgraph }) => importBureau(subgraph)))
}

async function importBureau(subgraph: string): Promise<BureauModule> {
  const exported: unknown = await import(`../${subgraph}/server.ts`)
  if (isBureauModule(exported) && exported.definition.name === subgraph) return exported
  const name = isBureauModule(exported) ? JSON.stringify(exported.definition.name) : 'none'
  throw new Error(
    `subgraphs/${subgraph}/server.ts: expected a definition with the name "${subgraph}"; got ${name}.`,
  )
}

function isBureauModule(value: unknown): value is BureauModule {
  return isRecord(value) && isRecord(value.definition) && typeof value.definition.createSource === 'function'
}
