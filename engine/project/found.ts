import type { Deferral } from './divideFields.ts'
import type { Place } from './projection.ts'

export type Path = readonly (string | number)[]

/** A deferred fragment at one object of an answer. */
export interface Fragment {
  readonly deferral: Deferral
  readonly path: Path
  /** The deferred fragment that it stands in. */
  readonly parent: Fragment | undefined
}

/** The deferred fragments around what is being written, those of one object after those of the objects above. */
export interface Scope {
  readonly above: Scope | undefined
  readonly fragments: ReadonlyMap<Deferral, Fragment>
}

/** What was found while a part was written, and is left to later parts, which are written by a `Writing`. */
export type Found<Writing> = FoundFields<Writing> | FoundItems<Writing>

interface Left<Writing> {
  /** Of the object or list. */
  readonly path: Path
  readonly scope: Scope | undefined
  /** Writes it; false where the null of a non-null field or item leaves nothing of it. */
  readonly write: (writing: Writing) => boolean
}

/** Fields of one object that the same fragments defer. */
export interface FoundFields<Writing> extends Left<Writing> {
  readonly kind: 'fields'
  readonly fragments: readonly Fragment[]
  readonly place: Place
  readonly node: unknown
}

/** The items of a streamed list behind its first. */
export interface FoundItems<Writing> extends Left<Writing> {
  readonly kind: 'stream'
  readonly label: string | undefined
  readonly from: number
  readonly place: Place | undefined
  readonly items: readonly unknown[]
}

export function enterScope(above: Scope | undefined, begun: readonly Deferral[], path: Path): Scope {
  const fragments = new Map<Deferral, Fragment>()
  const scope = { above, fragments }
  // An outer one is begun before those in it.
  for (const deferral of begun)
    fragments.set(deferral, {
      deferral,
      path,
      parent: deferral.parent && findFragment(scope, deferral.parent),
    })
  return scope
}

export function findFragment(scope: Scope | undefined, deferral: Deferral): Fragment | undefined {
  for (let at = scope; at !== undefined; at = at.above) {
    const found = at.fragments.get(deferral)
    if (found !== undefined) return found
  }
  return undefined
}
