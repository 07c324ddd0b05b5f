import { z } from 'zod'
import type { GraphQLSchema } from 'graphql'
import { GatewayError } from '../../errors.ts'
import { askWhole, askWholeList, isAnswerable } from '../askWhole.ts'
import type { Facing } from '../face.ts'

const texts = z.object({ zh: z.string().nullable(), pt: z.string().nullable(), en: z.string().nullable() })

const provenance = z.object({
  retrievedAt: z.string(),
  sample: z.boolean(),
  dataset: z.object({ id: z.string(), custodian: z.object({ name: texts }).nullable() }).nullable(),
})

const stop = z.object({
  id: z.string(),
  name: texts,
  place: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  provenance,
})

/** "HH:MM"; an end that is not after its start is on the next day. */
const headway = z.object({
  days: z.string(),
  startTime: z.string(),
  endTime: z.string(),
  minMinutes: z.number(),
  maxMinutes: z.number(),
})

const route = z.object({
  id: z.string(),
  shortName: z.string(),
  longName: texts,
  operators: z.array(z.string()).nullable(),
  isCircular: z.boolean(),
  headways: z.array(headway).nullable(),
  directions: z
    .array(z.object({ directionId: z.number(), stops: z.array(z.object({ id: z.string() })) }))
    .nullable(),
  provenance,
})

export type Stop = z.infer<typeof stop>
export type Route = z.infer<typeof route>
export type Headway = z.infer<typeof headway>

export interface Transport {
  readonly stops: readonly Stop[]
  readonly routes: readonly Route[]
  /** "2026-12-25", within the days that were asked for; null where the graph knows no holidays. */
  readonly holidays: readonly string[] | null
}

const PROVENANCE = 'provenance { retrievedAt sample dataset { id custodian { name { zh pt en } } } }'

export const STOPS = {
  path: ['busStops', 'nodes'],
  text: `query OpenDataStops { busStops(first: 100) { nodes { id name { zh pt en } place { lat lng } ${PROVENANCE} } } }`,
} as const

export const ROUTES = {
  path: ['busRoutes', 'nodes'],
  text: `query OpenDataRoutes {
  busRoutes(first: 50) {
    nodes {
      id
      shortName
      longName { zh pt en }
      operators
      isCircular
      headways { days startTime endTime minMinutes maxMinutes }
      directions { directionId stops { id } }
      ${PROVENANCE}
    }
  }
}`,
} as const

const HOLIDAYS = `query OpenDataHolidays($from: LocalDate!, $to: LocalDate!) {
  publicHolidays(from: $from, to: $to, kind: PUBLIC_HOLIDAY) { date }
}`

/** Whether a graph has stops, and routes with their order and headways, in the words that are asked for here. */
export function hasTransport(schema: GraphQLSchema): boolean {
  return [STOPS, ROUTES].every(({ text }) => isAnswerable(schema, text))
}

/** Days are "2026-12-25". Throws TableRefusal where any of it is not whole. */
export async function readTransport({ graph, ask }: Facing, from: string, to: string): Promise<Transport> {
  const [stops, routes] = await Promise.all([
    askWholeList(ask, STOPS.text, STOPS.path),
    askWholeList(ask, ROUTES.text, ROUTES.path),
  ])
  const knowsHolidays = isAnswerable(graph.apiSchema, HOLIDAYS)
  const days = knowsHolidays ? (await askWhole(ask, HOLIDAYS, { from, to })).publicHolidays : null
  const read = z
    .object({
      stops: z.array(stop),
      routes: z.array(route),
      holidays: z.array(z.object({ date: z.string() })).nullable(),
    })
    .safeParse({ stops, routes, holidays: days })
  if (!read.success)
    throw new GatewayError(
      'INTERNAL_SERVER_ERROR',
      'Stops and routes are not of the form that they had.',
      {},
      read.error,
    )
  return { ...read.data, holidays: read.data.holidays?.map(({ date }) => date) ?? null }
}
