import type { GraphQLSchema } from 'graphql'

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
  const [response, { parseSchema }] = await Promise.all([
    fetch('/schema.graphql'),
    import('./parseSchema.ts'),
  ])
  if (!response.ok) throw new Error(`The schema could not be read: ${response.status}`)
  return parseSchema(await response.text())
}
