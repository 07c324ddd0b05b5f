import { z } from 'zod'
import { nameKey, nameTag, nameUnknownKey } from './entities/keyNames.ts'
import type { Selector } from './entities/memory.ts'

const key = z.record(z.string(), z.unknown()).refine((fields) => Object.keys(fields).length > 0)
const name = z.string().min(1).max(300)

/** What a replica that says so answers from, which it has from now on, or had until it ended. */
const publication = z
  .strictObject({ replica: name, digest: name, at: z.enum(['start', 'change', 'end']) })
  .optional()

const invalidationSchema = z.union([
  z.strictObject({ subgraph: name, type: name, key, publication }),
  z.strictObject({ subgraph: name, type: name, publication }),
  z.strictObject({ subgraph: name, tag: name, publication }),
  z.strictObject({ subgraph: name, publication }),
])

export type Invalidation = z.output<typeof invalidationSchema>

/** Reads the body of an invalidation request; undefined for one that is not understood. */
export function parseInvalidation(value: unknown): Invalidation | undefined {
  return invalidationSchema.safeParse(value).data
}

/**
 * Selects the entries to drop. An entity is dropped wherever it may stand: under its own key, under another key that does
 * not tell which entity it is, and in all entries in which entities of its type are nested.
 */
export function selectorOf(invalidation: Invalidation): Selector {
  const { subgraph } = invalidation
  if ('tag' in invalidation) return { subgraph, groups: [], entries: [nameTag(invalidation.tag)] }
  if ('key' in invalidation) {
    const { type, key: fields } = invalidation
    const entries = [nameKey(type, fields), nameUnknownKey(type, fields)]
    return { subgraph, groups: [`n:${type}`], entries }
  }
  if ('type' in invalidation) return { subgraph, groups: [`t:${invalidation.type}`], entries: [] }
  return { subgraph, groups: ['s'], entries: [] }
}
