import { readFileSync } from 'node:fs'
import { buildSchema, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { z } from 'zod'
import { lastDayOf } from '../lastDay.ts'
import type { Bureau } from '../bureaus/bureau.ts'
import { detailsFile } from './dataSets.ts'

const STATES = ['PLANNED', 'PUBLISHED', 'DEPRECATED', 'WITHDRAWN'] as const

const day = z.string().refine((text) => lastDayOf(text) === text, 'a day YYYY-MM-DD')
const details = z.array(
  z.object({
    data: z.object({
      id: z.string(),
      graph: z.object({
        feedId: z.string().nullish(),
        fields: z.array(z.string()).nullish(),
        lifecycleState: z.enum(STATES).default('PUBLISHED'),
        lifecycle: z.array(z.object({ state: z.enum(STATES), since: day })).nullish(),
        successor: z.string().nullish(),
      }),
    }),
  }),
)

/** A data set with the stages of its life, past and announced. */
interface DataSet {
  /** The feed's, where a subgraph reads it, else the portal's. */
  readonly id: string
  readonly state: (typeof STATES)[number]
  readonly steps: readonly { readonly state: (typeof STATES)[number]; readonly since: string }[]
  readonly successor: string | null
  /** Coordinates of fields, or names of types. */
  readonly fields: readonly string[]
}

export type DataSets = readonly DataSet[]

/** The data sets of the catalogue under `root`; none where no bureau has one. */
export function readDataSets(root: URL, bureaus: readonly Bureau[]): DataSets | { readonly problem: string } {
  const file = detailsFile(bureaus)
  if (file === undefined) return []
  const { data, error } = details.safeParse(JSON.parse(readFileSync(new URL(file, root), 'utf8')))
  const [issue] = error?.issues ?? []
  if (data === undefined) return { problem: `${file}: at ${issue?.path.join('.')}: ${issue?.message}` }
  return data.map(({ data: { id, graph } }) => ({
    id: graph.feedId ?? id,
    state: graph.lifecycleState,
    steps: graph.lifecycle ?? [],
    successor: graph.successor ?? null,
    fields: graph.fields ?? [],
  }))
}

/** Where the life of a data set is told in contradictions, or the graph does not follow it. */
export function checkLifeCycles(dataSets: DataSets, apiSdl: string): readonly string[] {
  const schema = buildSchema(apiSdl, { assumeValidSDL: true })
  return dataSets.flatMap((dataSet) =>
    [
      ...checkSteps(dataSet),
      ...checkSuccessor(dataSet, dataSets),
      ...checkFields(dataSet, dataSets, schema),
    ].map((sentence) => `the data set "${dataSet.id}": ${sentence}`),
  )
}

function checkSteps({ state, steps }: DataSet): readonly string[] {
  const places = steps.map((step) => STATES.indexOf(step.state))
  const isOrdered = steps.every(
    ({ since }, at) =>
      at === 0 || ((places[at - 1] ?? 0) < (places[at] ?? 0) && (steps[at - 1]?.since ?? '') < since),
  )
  const given = steps.map((step) => `${step.state} ${step.since}`).join(', ')
  return [
    ...(isOrdered ? [] : [`expected stages and days that go forward; got ${given}.`]),
    ...(steps.length === 0 || dayOf(steps, state) !== null
      ? []
      : [`it is ${state}: expected the day since when in its lifecycle; got ${given}.`]),
    ...((state === 'DEPRECATED' || state === 'WITHDRAWN') && dayOf(steps, 'WITHDRAWN') === null
      ? [`it is ${state}: expected the day of WITHDRAWN in its lifecycle; got ${given || 'no stages'}.`]
      : []),
  ]
}

function dayOf(steps: DataSet['steps'], state: DataSet['state']): string | null {
  return steps.find((step) => step.state === state)?.since ?? null
}

function checkSuccessor({ id, successor }: DataSet, dataSets: DataSets): readonly string[] {
  if (successor === null) return []
  const next = dataSets.find((one) => one.id === successor)
  if (next === undefined || successor === id)
    return [`expected another data set of the catalogue as its successor; got "${successor}".`]
  return next.state === 'WITHDRAWN' ? [`expected a successor that is not WITHDRAWN; got "${successor}".`] : []
}

/** What only ending data sets feed is deprecated until the day on which they go, and gone from then on. */
function checkFields({ state, steps, fields }: DataSet, dataSets: DataSets, schema: GraphQLSchema) {
  if (state !== 'DEPRECATED' && state !== 'WITHDRAWN') return []
  const lasting = new Set(
    dataSets.flatMap((one) => (one.state === 'DEPRECATED' || one.state === 'WITHDRAWN' ? [] : one.fields)),
  )
  const last = dayOf(steps, 'WITHDRAWN')
  return fields
    .flatMap((coordinate) => listFields(coordinate, schema))
    .filter(({ coordinate, type }) => !lasting.has(coordinate) && !lasting.has(type))
    .flatMap(({ coordinate, reason }) => {
      const said = `it is ${state}, and alone feeds ${coordinate}:`
      if (state === 'WITHDRAWN') return [`${said} expected that it is gone; it is in the graph.`]
      if (last === null || (reason !== null && lastDayOf(reason) === last)) return []
      const got = reason === null ? 'no @deprecated' : JSON.stringify(reason)
      return [`${said} expected @deprecated(reason: "Use …; goes on ${last}."); got ${got}.`]
    })
}

/** The fields that a coordinate names, each field of a type for its name; none for what is not there. */
function listFields(coordinate: string, schema: GraphQLSchema) {
  const [name = '', only] = coordinate.split('.')
  const type = schema.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields())
    .filter((field) => only === undefined || field.name === only)
    .map((field) => ({
      type: name,
      coordinate: `${name}.${field.name}`,
      reason: field.deprecationReason ?? null,
    }))
}
