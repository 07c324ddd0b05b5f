import type { FieldNode } from 'graphql'
import { JsonText } from '../../kit/json/jsonText.ts'
import type { Field } from './field.ts'
import type { Writing } from './writing.ts'
import { writeNull } from './value.ts'

/** A value of the object itself that a claim of the viewer must list. */
export interface Owner<Node> {
  readonly claim: string
  readonly read: (node: Node) => unknown
  /** The fetches that can provide it. */
  readonly fetches: readonly number[]
}

/** A field that the viewer may not see at all: null, and null above it where its type is non-null. */
export function deniedField(
  key: string,
  isRequired: boolean,
  coordinate: string,
  node: FieldNode | undefined,
): Field<unknown> {
  const write = (writing: Writing): boolean => {
    writing.deny(coordinate, node)
    return !isRequired && writeNull(writing)
  }
  return { key, isRequired, read: () => null, write, fetches: [] }
}

/**
 * A field that is written only of objects that the viewer owns. The subgraph's response is the same for everybody and may
 * come from a cache; so ownership is judged here, at the last moment.
 */
export function ownedField<Node>(
  field: Field<Node>,
  owners: readonly Owner<Node>[],
  coordinate: string,
  node: FieldNode | undefined,
): Field<Node> {
  const writeOwned = (writing: Writing, object: Node): boolean => {
    for (const { read, fetches } of owners) {
      if (writing.waitsForMore(read(object), fetches)) return !field.isRequired && writeNull(writing)
    }
    const isOwner = owners.every(({ claim, read }) =>
      writing.state.viewer.owns(claim, identifierOf(read(object))),
    )
    if (!isOwner && !writing.deny(coordinate, node)) return !field.isRequired && writeNull(writing)
    const value = field.read(object)
    if (writing.waitsForMore(value, field.fetches)) return !field.isRequired && writeNull(writing)
    const hasFailed = value === undefined && writing.reportFailures(field.fetches)
    if (hasFailed) return !field.isRequired && writeNull(writing)
    const isDangling =
      value === undefined && field.isRequired && writing.reportNotFound(field.fetches, writing.depth - 1)
    return !isDangling && field.write(writing, value)
  }
  return {
    ...field,
    read: (object) => new Deferred((writing) => writeOwned(writing, object)),
    write: (writing, value) => value instanceof Deferred && value.write(writing),
  }
}

/** A number that has a text is the identifier that the text spells. */
function identifierOf(value: unknown): unknown {
  return value instanceof JsonText && value.isNumber ? value.text : value
}

/** A value that is read only when it is written. */
class Deferred {
  readonly write: (writing: Writing) => boolean

  constructor(write: (writing: Writing) => boolean) {
    this.write = write
  }
}
