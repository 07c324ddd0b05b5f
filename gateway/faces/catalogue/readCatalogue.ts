import { z } from 'zod'
import type { Graph } from '../../graph/graph.ts'
import { GatewayError } from '../../errors.ts'
import { askWholeList, isAnswerable } from '../askWhole.ts'
import type { Facing } from '../face.ts'

const texts = z.object({ zh: z.string().nullable(), pt: z.string().nullable(), en: z.string().nullable() })
export type Texts = z.infer<typeof texts>

const datasets = z.array(
  z.object({
    id: z.string(),
    title: texts,
    description: texts.nullable(),
    custodians: z.array(z.object({ id: z.string(), name: texts })),
    publisherNames: z.array(z.string()),
    theme: z.string().nullable(),
    accessTier: z.string().nullable(),
    licence: z.string().nullable(),
    updateFrequency: z.string().nullable(),
    sample: z.boolean(),
    conformsTo: z.string().nullable(),
    fields: z.array(z.string()),
    sourceUrl: z.string().nullable(),
    modifiedAt: z.string().nullable(),
  }),
)

/** A data set as the graph's catalogue has it. */
export type CatalogueDataset = z.infer<typeof datasets>[number]

const QUERY = `query OpenDataCatalogue {
  datasets(first: 100) {
    nodes {
      id
      title { zh pt en }
      description { zh pt en }
      custodians { id name { zh pt en } }
      publisherNames
      theme
      accessTier
      licence
      updateFrequency
      sample
      conformsTo
      fields
      sourceUrl
      modifiedAt
    }
  }
}`

/** Whether a graph has a catalogue of this form. */
export function hasCatalogue({ apiSchema }: Pick<Graph, 'apiSchema'>): boolean {
  return isAnswerable(apiSchema, QUERY)
}

/** All data sets, by id; null for a graph without a catalogue of this form. Throws TableRefusal where it is not whole. */
export async function readCatalogue({ graph, ask }: Facing): Promise<readonly CatalogueDataset[] | null> {
  if (!hasCatalogue(graph)) return null
  const read = datasets.safeParse(await askWholeList(ask, QUERY, ['datasets', 'nodes']))
  if (read.success) return read.data
  throw new GatewayError(
    'INTERNAL_SERVER_ERROR',
    'The catalogue is not of the form that it had.',
    {},
    read.error,
  )
}
