import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders } from './loaders.ts'
import {
  AdministrativeAreaResolver,
  NoticeResolver,
  PlaceResolver,
  references,
  type TemplateContext,
} from './resolvers.ts'
import { AdministrativeArea, Notice, Place } from './schema.ts'
import { createTemplateSource, type TemplateSource } from './source.ts'

export const definition: SubgraphDefinition<TemplateSource, TemplateContext> = {
  name: 'template',
  resolvers: [NoticeResolver, PlaceResolver, AdministrativeAreaResolver],
  orphanedTypes: [Notice, Place, AdministrativeArea],
  references,
  createSource: createTemplateSource,
  createContext: (source) => ({ source, loaders: createLoaders(source) }),
}

await runSubgraph(definition, import.meta.url)
