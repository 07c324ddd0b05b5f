import { makeOperation, type Exchange } from '@urql/core'
import { map, pipe } from 'wonka'
import type { Words } from '../language/pick.ts'

/** What one part of an answer is made of, as the gateway tells it. */
export interface Source {
  /** Response keys, without indexes: "museum.place.nearbyCarParks.carPark.freeSpaces". */
  readonly path: string
  readonly dataset: string
  readonly title: Words
  readonly bureauName: Words
  readonly licence: string | null
  readonly retrievedAt: string
  readonly sourceUpdatedAt: string | null
  readonly observedAt: string | null
  readonly stale: boolean
  readonly sample: boolean
}

/** Asks of every question what its answer is made of. Stands below the cache, which hands on no extensions. */
export const askProvenance: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(
      operations,
      map((operation) => {
        if (operation.kind !== 'query') return operation
        const extensions = { ...operation.extensions, provenance: true }
        return makeOperation(operation.kind, { ...operation, extensions }, operation.context)
      }),
      forward,
    )

/** Stands above the cache: an answer that the cache puts together has no extensions, so the last that came count. */
export const keepProvenance: Exchange = ({ forward }) => {
  const known = new Map<number, unknown>()
  return (operations) =>
    pipe(
      forward(operations),
      map((result) => {
        const { key } = result.operation
        const told = result.extensions?.provenance
        if (told !== undefined) known.set(key, told)
        return { ...result, extensions: { ...result.extensions, provenance: known.get(key) } }
      }),
    )
}

export function sourcesOf(extensions: Record<string, unknown> | undefined): readonly Source[] {
  const told = extensions?.provenance
  return Array.isArray(told) ? told : []
}
