import type { FaceDocument, Facing } from '../face.ts'
import { datasetIri } from '../catalogue/addresses.ts'
import { readCatalogue, type CatalogueDataset } from '../catalogue/readCatalogue.ts'

const MOST_DATASETS = 100

/** What is here, for models that read pages, by llmstxt.org. */
export async function llms(facing: Facing): Promise<FaceDocument> {
  const { base, queries, graph } = facing
  const datasets = (await readCatalogue(facing)) ?? []
  const sections = [
    `# Macao open gateway

> One GraphQL graph over the public data of Macao's bureaus, in Chinese, Portuguese and English. Some sources are samples: an answer says so in \`extensions.provenance\`, and what is
> synthetic must not be told as a fact.`,
    `## Ask

- [GraphQL](${base}/graphql): POST {"query", "variables"}; with "extensions": {"provenance": true} the answer says what it is made of
- [Schema](${base}/schema.graphql): ${Object.keys(graph.apiSchema.getQueryType()?.getFields() ?? {}).length} entries, each described
- [OpenAPI](${base}/openapi.json): the saved questions as tables (JSON, CSV, GeoJSON, Parquet)
- [MCP](${base}/mcp): tools for agents, where the operator has switched them on`,
    `## Questions

${[...queries.values()].map(({ name, description }) => `- [${name}](${base}/q/${name}.json): ${description}`).join('\n')}`,
    ...(datasets.length === 0
      ? []
      : [
          `## Data sets

${datasets
  .slice(0, MOST_DATASETS)
  .map((dataset) => `- [${titleOf(dataset)}](${datasetIri(base, dataset)})`)
  .join('\n')}`,
        ]),
  ]
  return { type: 'text/plain; charset=utf-8', body: `${sections.join('\n\n')}\n` }
}

function titleOf({ id, title }: CatalogueDataset): string {
  return title.en ?? title.pt ?? title.zh ?? id
}
