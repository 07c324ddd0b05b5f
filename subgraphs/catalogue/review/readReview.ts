import { request } from 'undici'
import { z } from 'zod'

const DATASETS = `query ReviewDatasets($period: String!, $after: String) {
  datasets(first: 20, after: $after) {
    nodes {
      id
      fields
      title { zh pt en }
      custodians { id }
      review(period: $period) { kind target value verdict days sample }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

const BUREAUS = `query ReviewBureaus {
  bureaus { id name { zh pt en } use(months: 13) { month requests withheld sample } }
}`

const text = z.object({ zh: z.string().nullable(), pt: z.string().nullable(), en: z.string().nullable() })

const measure = z.object({
  kind: z.enum(['FRESHNESS', 'AVAILABILITY', 'SET_ASIDE', 'USE']),
  target: z.number().nullable(),
  value: z.number().nullable(),
  verdict: z.enum(['REACHED', 'MISSED', 'PENDING', 'WITHHELD', 'NOT_MEASURED', 'NO_TARGET']),
  days: z.number(),
  sample: z.boolean(),
})

const datasetPage = z.object({
  datasets: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        fields: z.array(z.string()),
        title: text,
        custodians: z.array(z.object({ id: z.string() })),
        review: z.array(measure),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

const bureauList = z.object({
  bureaus: z.array(
    z.object({
      id: z.string(),
      name: text,
      use: z
        .array(
          z.object({
            month: z.string(),
            requests: z.number().nullable(),
            withheld: z.boolean(),
            sample: z.boolean(),
          }),
        )
        .nullable(),
    }),
  ),
})

export type ReviewText = z.output<typeof text>
export type Measure = z.output<typeof measure>
export type ReviewedDataset = z.output<typeof datasetPage>['datasets']['nodes'][number]
export type ReviewedBureau = z.output<typeof bureauList>['bureaus'][number] & {
  readonly datasets: readonly ReviewedDataset[]
}

/** What the graph says of a period, by bureau; those that keep no data set are left out. */
export interface Review {
  readonly period: string
  readonly bureaus: readonly ReviewedBureau[]
}

/** Reads it as everybody may. Rejects with what the gateway objects to, or that there is none. */
export async function readReview(gateway: string, period: string): Promise<Review> {
  const datasets: ReviewedDataset[] = []
  let after: string | null = null
  do {
    const { datasets: page }: z.output<typeof datasetPage> = await ask(gateway, datasetPage, DATASETS, {
      period,
      after,
    })
    // Of a data set that feeds nothing here there is nothing to measure.
    datasets.push(...page.nodes.filter(({ fields }) => fields.length > 0))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  const { bureaus } = await ask(gateway, bureauList, BUREAUS, {})
  return {
    period,
    bureaus: bureaus
      .map((bureau) => ({
        ...bureau,
        datasets: datasets.filter(({ custodians }) => custodians.some(({ id }) => id === bureau.id)),
      }))
      .filter((bureau) => bureau.datasets.length > 0),
  }
}

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

async function ask<T>(gateway: string, shape: z.ZodType<T>, query: string, variables: object): Promise<T> {
  const answer = await request(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollographql-client-name': 'npm run review' },
    body: JSON.stringify({ query, variables }),
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
  }).catch((cause: unknown) => {
    throw new Error(`--gateway: expected a gateway that answers; got none at ${gateway}.`, { cause })
  })
  const read = envelope.safeParse(await answer.body.json().catch(() => null))
  const [refusal] = read.data?.errors ?? []
  if (refusal !== undefined) throw new Error(`The gateway answered: ${refusal.message}`)
  const parsed = shape.safeParse(read.data?.data)
  if (parsed.success) return parsed.data
  throw new Error(`--gateway: expected the review of the catalogue from ${gateway}; got another answer.`)
}
