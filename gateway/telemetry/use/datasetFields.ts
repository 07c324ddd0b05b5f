import { request } from 'undici'
import { z } from 'zod'

const QUERY = `query DatasetFields($after: String) {
  datasets(first: 100, after: $after) {
    nodes { id fields custodians { id } }
    pageInfo { hasNextPage endCursor }
  }
}`

const page = z.object({
  data: z.object({
    datasets: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          fields: z.array(z.string()),
          custodians: z.array(z.object({ id: z.string() })),
        }),
      ),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
})

/**
 * The fields of a data set, or of all that a bureau keeps, as the catalogue of the running graph says. Rejects where
 * the gateway does not answer, and for a data set or bureau that it does not know.
 */
export async function readDatasetFields(
  gateway: string,
  kind: 'bureau' | 'dataset',
  id: string,
): Promise<readonly string[]> {
  const fields: string[] = []
  const known = new Set<string>()
  let after: string | null = null
  do {
    const { nodes, pageInfo } = await readPage(gateway, after)
    for (const dataset of nodes) {
      const ids = kind === 'dataset' ? [dataset.id] : dataset.custodians.map((bureau) => bureau.id)
      for (const one of ids) known.add(one)
      if (ids.includes(id)) fields.push(...dataset.fields)
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  if (known.has(id)) return fields
  throw new Error(`${kind}: expected one of ${[...known].toSorted().join(', ')}; got ${JSON.stringify(id)}.`)
}

async function readPage(gateway: string, after: string | null) {
  const answer = await request(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollographql-client-name': 'npm run use' },
    body: JSON.stringify({ query: QUERY, variables: { after } }),
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  }).catch((cause: unknown) => {
    throw new Error(`--gateway: expected a gateway that answers; got none at ${gateway}.`, { cause })
  })
  const parsed = page.safeParse(await answer.body.json().catch(() => null))
  if (parsed.success) return parsed.data.data.datasets
  throw new Error(`--gateway: expected the data sets of the catalogue from ${gateway}; got another answer.`)
}
