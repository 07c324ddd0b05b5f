import type { GraphQLSchema } from 'graphql'
import { isObjectType } from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import type { AskGraph } from './askGraph.ts'
import type { TableSource } from './sources.ts'

/** A source with what the catalogue says of it; null where it does not say. */
export interface StatedSource extends TableSource {
  readonly title: Readonly<Record<string, unknown>> | null
  readonly licence: string | null
  readonly custodians: readonly string[]
}

/** Looks the data sets up in the graph's catalogue, where it has one with `dataset(id:)`. */
export async function stateSources(
  schema: GraphQLSchema,
  ask: AskGraph,
  sources: readonly TableSource[],
): Promise<readonly StatedSource[]> {
  const known = sources.filter(({ dataset }) => dataset !== undefined)
  const field = schema.getQueryType()?.getFields().dataset
  const fields = isObjectType(field?.type) ? field.type.getFields() : {}
  const isCatalogue = ['title', 'licence', 'custodians'].every((name) => fields[name] !== undefined)
  if (known.length === 0 || !isCatalogue) return sources.map((source) => ({ ...source, ...UNSTATED }))
  const query = `query SourcesOfTable(${known.map((_, at) => `$d${at}: ID!`).join(', ')}) { ${known
    .map((_, at) => `d${at}: dataset(id: $d${at}) { title { zh pt en } licence custodians { name { en } } }`)
    .join(' ')} }`
  const { body } = await ask(query, Object.fromEntries(known.map(({ dataset }, at) => [`d${at}`, dataset])))
  const data = isRecord(body) && isRecord(body.data) ? body.data : {}
  return sources.map((source) => {
    const at = known.indexOf(source)
    return { ...source, ...readStated(data[`d${at}`]) }
  })
}

const UNSTATED = { title: null, licence: null, custodians: [] }

function readStated(dataset: unknown): Omit<StatedSource, keyof TableSource> {
  if (!isRecord(dataset)) return UNSTATED
  const { title, licence, custodians } = dataset
  const names = Array.isArray(custodians)
    ? custodians.map((bureau: unknown) => (isRecord(bureau) && isRecord(bureau.name) ? bureau.name.en : null))
    : []
  return {
    title: isRecord(title) ? title : null,
    licence: typeof licence === 'string' ? licence : null,
    custodians: names.filter((name) => typeof name === 'string'),
  }
}
