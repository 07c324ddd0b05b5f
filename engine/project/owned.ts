import type { FieldNode } from 'graphql'
import type { Field } from './field.ts'
import type { Writing } from './writing.ts'
import { writeNull } from './value.ts'

/** A value of the object itself that a claim of the caller must list. */
export interface Owner<Node> {
  readonly claim: string
  readonly read: (node: Node) => unknown
}

/** A field that the caller may not see at all: null, and more null above it where null may not be. */
export function deniedField(
  key: string,
  isRequired: boolean,
  coordinate: string,
  node: FieldNode | undefined,
): Field<unknown> {
  const write = (run: Writing): boolean => {
    run.deny(coordinate, node)
    return !isRequired && writeNull(run)
  }
  return { key, isRequired, read: () => null, write, fetches: [] }
}

/**
 * A field that is written only of objects that the caller owns. The answer of the subgraph is the same for everybody and
 * may come from a memory; so the judgement is made here, at the last moment.
 */
export function ownedField<Node>(
  field: Field<Node>,
  owners: readonly Owner<Node>[],
  coordinate: string,
  node: FieldNode | undefined,
): Field<Node> {
  const writeOwned = (run: Writing, object: Node): boolean => {
    const isOwner = owners.every(({ claim, read }) => run.state.viewer.owns(claim, read(object)))
    if (!isOwner && !run.deny(coordinate, node)) return !field.isRequired && writeNull(run)
    const value = field.read(object)
    const isLost = value === undefined && run.tellLost(field.fetches)
    if (isLost) return !field.isRequired && writeNull(run)
    const isDangling =
      value === undefined && field.isRequired && run.tellNotFound(field.fetches, run.depth - 1)
    return !isDangling && field.write(run, value)
  }
  return {
    ...field,
    read: (object) => new Deferred((run) => writeOwned(run, object)),
    write: (run, value) => value instanceof Deferred && value.write(run),
  }
}

/** What is read only when it is written. */
class Deferred {
  readonly write: (run: Writing) => boolean

  constructor(write: (run: Writing) => boolean) {
    this.write = write
  }
}
