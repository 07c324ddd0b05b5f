import { z } from 'zod'
import { nameKey, nameTag, nameUnknownKey } from './entities/keyNames.ts'
import type { Selector } from './entities/memory.ts'

const key = z.record(z.string(), z.unknown()).refine((fields) => Object.keys(fields).length > 0)
const name = z.string().min(1).max(300)

const invalidationSchema = z.union([
  z.strictObject({ subgraph: name, type: name, key }),
  z.strictObject({ subgraph: name, type: name }),
  z.strictObject({ subgraph: name, tag: name }),
  z.strictObject({ subgraph: name }),
])

export type Invalidation = z.output<typeof invalidationSchema>

/** What somebody wants dropped; undefined for what is not understood. */
export function parseInvalidation(value: unknown): Invalidation | undefined {
  return invalidationSchema.safeParse(value).data
}

/**
 * An entity is dropped wherever it may stand: by itself under its key, and in whatever holds entities of its type below
 * its own top, or is known by another key, since nobody knows which.
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
