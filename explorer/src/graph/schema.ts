import { signal } from '@preact/signals'
import { loadPart } from '../failure/loadPart.ts'
import { reachText } from './reach.ts'
import type { GraphQLSchema } from 'graphql'

/** The schema once it has come, for what is drawn from it. */
export const knownSchema = signal<GraphQLSchema | null>(null)

let loading: Promise<GraphQLSchema> | undefined

/** The graph's schema, read once a visit from the gateway itself. */
export function loadSchema(): Promise<GraphQLSchema> {
  loading ??= readSchema().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function readSchema(): Promise<GraphQLSchema> {
  const [text, { parseSchema }] = await Promise.all([
    reachText('/schema.graphql'),
    loadPart(() => import('./parseSchema.ts')),
  ])
  const schema = parseSchema(text)
  knownSchema.value = schema
  return schema
}
