import { z } from 'zod'
import type { CheckReport } from '../../check/checkSubgraph.ts'

const placeShape = z.object({ file: z.string(), line: z.number() })

const hitShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('client'),
    name: z.string(),
    verified: z.boolean(),
    lastDay: z.string(),
    count: z.number(),
  }),
  z.object({ kind: z.literal('operation'), name: z.string(), place: placeShape }),
  z.object({ kind: z.literal('subgraph'), name: z.string() }),
])

const findingShape = z.object({
  id: z.string(),
  rule: z.string(),
  class: z.enum([
    'composition',
    'convention',
    'breaking',
    'dangerous',
    'safe',
    'contract',
    'protection',
    'plan',
    'ownership',
  ]),
  level: z.enum(['error', 'warning', 'note']),
  coordinate: z.string(),
  place: placeShape.nullable(),
  message: z.string(),
  hits: z.array(hitShape),
  allowed: z.string().nullable(),
})

/** A check's report, as a registry answers it. */
export const reportShape: z.ZodType<CheckReport> = z.object({
  format: z.literal('graph-check'),
  version: z.literal(1),
  subgraph: z.string(),
  today: z.string(),
  passed: z.boolean(),
  composes: z.boolean(),
  findings: z.array(findingShape),
})
