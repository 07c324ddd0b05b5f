import type { Environment } from '../../kit/config.ts'
import type { FeedStatusSource, NodeSource, SearchableSource, UseSource } from '../_kit/catalogueSources.ts'
import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders } from './loaders.ts'
import { AdministrativeAreaResolver } from './resolvers/administrativeArea.ts'
import { BureauResolver } from './resolvers/bureau.ts'
import { ChangesResolver } from './resolvers/changes.ts'
import type { CatalogueContext } from './resolvers/context.ts'
import { DatasetResolver } from './resolvers/dataset.ts'
import { FeedResolver } from './resolvers/feed.ts'
import { NodeResolver } from './resolvers/node.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { PublicHolidayResolver } from './resolvers/publicHoliday.ts'
import { BureauUseResolver, DatasetUseResolver } from './resolvers/use.ts'
import { DatasetReviewResolver } from './resolvers/review.ts'
import { ProvenanceResolver } from './resolvers/provenance.ts'
import { SearchResolver } from './resolvers/search.ts'
import { references } from './resolvers/references.ts'
import { nodeTypes } from './schema/nodeTypes.ts'
import { searchables } from './searchables.ts'
import { topics } from './topics.ts'
import { createCatalogueSource, type CatalogueSource } from './source.ts'
import { useSourceFromEnvironment } from './use/useSource.ts'
import {
  nodeSourcesFromEnvironment,
  searchableSourcesFromEnvironment,
  statusSourcesFromEnvironment,
} from './statusSources.ts'

type StatusSources = readonly FeedStatusSource[] | ((environment: Environment) => readonly FeedStatusSource[])
type SearchableSources =
  readonly SearchableSource[] | ((environment: Environment) => readonly SearchableSource[])
type NodeSources = readonly NodeSource[] | ((environment: Environment) => readonly NodeSource[])

/**
 * The catalogue, told where the other subgraphs say how their feeds stand, what of theirs is found and what they have,
 * and a gateway who uses the graph: in this process, or by the environment.
 */
export function createDefinition(
  statuses: StatusSources,
  use: (environment: Environment) => UseSource | undefined = () => undefined,
  found: SearchableSources = [],
  nodes: NodeSources = [],
): SubgraphDefinition<CatalogueSource, CatalogueContext> {
  return {
    name: 'catalogue',
    resolvers: [
      PlaceResolver,
      AdministrativeAreaResolver,
      BureauResolver,
      PublicHolidayResolver,
      DatasetResolver,
      FeedResolver,
      ProvenanceResolver,
      DatasetUseResolver,
      BureauUseResolver,
      DatasetReviewResolver,
      SearchResolver,
      ChangesResolver,
      NodeResolver,
    ],
    orphanedTypes: [...nodeTypes.values()],
    references,
    topics,
    searchables,
    createSource: (surroundings) =>
      createCatalogueSource(
        surroundings,
        typeof statuses === 'function' ? statuses(surroundings.environment) : statuses,
        use(surroundings.environment),
        typeof found === 'function' ? found(surroundings.environment) : found,
        searchables,
        typeof nodes === 'function' ? nodes(surroundings.environment) : nodes,
      ),
    createContext: (source) => ({ source, loaders: createLoaders(source) }),
  }
}

export const definition = createDefinition(
  statusSourcesFromEnvironment,
  useSourceFromEnvironment,
  searchableSourcesFromEnvironment,
  nodeSourcesFromEnvironment,
)

await runSubgraph(definition, import.meta.url)
