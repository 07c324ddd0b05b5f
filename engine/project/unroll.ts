import { findDirectRead } from '../run/reading.ts'
import { DIRECT_SOURCES } from '../run/resultNode.ts'
import type { Field, WriteNode } from './field.ts'
import { quotedLength, writeQuoted } from './output.ts'
import type { Writing } from './writing.ts'
import { findLeafKind, writeNull } from './value.ts'

export interface UnrolledField<Node> extends Field<Node> {
  /** `{"key":` or `,"key":` */
  readonly label: Buffer
}

/**
 * Compiles an object's fields into a function of its own, one after the other without a loop. Shared closures see objects
 * of all shapes and types, which costs more than the writing itself (0.50 against 0.21 ms for an answer of 87 KB).
 *
 * Of the operation nothing enters the source but property names, as JSON strings, and the bytes of labels, as numbers.
 * Only direct reads and known leaf types are spelled out; for all others the field's own functions are called.
 */
export function compileUnrolled<Node>(steps: readonly UnrolledField<Node>[]): WriteNode<Node> {
  const rooms = listRooms(steps)
  const source = `'use strict'
return function writeObject(writing, node) {
  const output = writing.output, at = writing.depth
  let value, bytes = output.reserve(${rooms[0]}), end = output.at
  writing.depth = at + 1
${steps.map((step, index) => spellStep(step, index, rooms[index + 1] ?? ROOM)).join('')}
  writing.depth = at
  bytes[end] = 0x7d
  output.at = end + 1
  return true
}`
  return compileSource<Node>(source)(steps, quotedLength, writeQuoted, writeField)
}

/** For a number, a Boolean, or the end of the object. */
const ROOM = 16

/** The bytes that each field and all after it need at least; strings and values written by `slowly` reserve their own. */
function listRooms<Node>(steps: readonly UnrolledField<Node>[]): readonly number[] {
  return steps.map((_, index) =>
    steps.slice(index).reduce((sum, { label }) => sum + label.length + ROOM, ROOM),
  )
}

type Make<Node> = (
  steps: readonly UnrolledField<Node>[],
  roomOf: typeof quotedLength,
  quote: typeof writeQuoted,
  slowly: (writing: Writing, step: UnrolledField<Node>, value: unknown) => boolean,
) => WriteNode<Node>

/** `Function` is typed as returning anything; the source above returns a `WriteNode`. */
function compileSource<Node>(source: string): Make<Node> {
  return new Function('steps', 'roomOf', 'quote', 'slowly', source) as Make<Node>
}

function spellStep<Node>(step: UnrolledField<Node>, index: number, room: number): string {
  return `
  ${spellLabel(step)}
  ${spellRead(step, index)}
  ${spellLeaf(step, room)} {
    output.at = end
    writing.path[at] = steps[${index}].key
    if (!slowly(writing, steps[${index}], value)) { writing.depth = at; return false }
    bytes = output.reserve(${room})
    end = output.at
  }`
}

function spellLabel<Node>({ label }: UnrolledField<Node>): string {
  const stores = [...label].map((byte, index) => `bytes[end + ${index}] = ${byte}`)
  return `${stores.join('; ')}; end += ${label.length}`
}

function spellRead<Node>({ read }: UnrolledField<Node>, index: number): string {
  const direct = findDirectRead(read)
  if (direct === undefined) return `value = steps[${index}].read(node)`
  const name = JSON.stringify(direct.name)
  if (direct.slot === undefined) return `value = node[${name}]`
  const isDirect = direct.slot < DIRECT_SOURCES
  const source = isDirect ? `source${direct.slot}` : `otherSources[${direct.slot - DIRECT_SOURCES}]`
  return `value = node.${source}; if (value !== undefined) value = value[${name}]`
}

/** The common case of a leaf; any other value is written by `slowly`, which reports errors. */
function spellLeaf<Node>({ write }: UnrolledField<Node>, room: number): string {
  switch (findLeafKind(write)) {
    case 'String':
    case 'ID':
      return `if (typeof value === 'string') {
    output.at = end
    bytes = output.reserve(roomOf(value) + ${room})
    end = quote(bytes, end, value)
  } else`
    case 'Int':
      return `if (typeof value === 'number' && (value | 0) === value) {
    const digits = String(value)
    for (let index = 0; index < digits.length; index++) bytes[end++] = digits.charCodeAt(index)
  } else`
    case 'Boolean':
      return `if (value === true) { ${spellConstant('true')} }
  else if (value === false) { ${spellConstant('false')} } else`
    case undefined:
      return ''
  }
}

function spellConstant(text: string): string {
  return [...Buffer.from(text)].map((byte) => `bytes[end++] = ${byte}`).join('; ')
}

/** Writes any field; false where the null of a non-null field makes the object null. */
export function writeField<Node>(writing: Writing, step: UnrolledField<Node>, value: unknown): boolean {
  if (writing.waitsForMore(value, step.fetches)) return !step.isRequired && writeNull(writing)
  if (value === undefined) {
    if (writing.reportFailures(step.fetches)) return !step.isRequired && writeNull(writing)
    if (step.isRequired && writing.reportNotFound(step.fetches, writing.depth - 1)) return false
  }
  return step.write(writing, value)
}
