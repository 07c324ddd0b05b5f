import type { Field, WriteNode } from './field.ts'
import type { Writing } from './writing.ts'
import type { UnrolledField } from './unroll.ts'
import { compileUnrolled, writeField } from './unroll.ts'
import { writeNull } from './value.ts'

const EMPTY = Buffer.from('{}')

/** Writes an object field by field; the first null of a non-null field makes the object null. */
export function compileObject<Node>(fields: readonly Field<Node>[]): WriteNode<Node> {
  if (fields.length === 0) return writeEmpty
  const steps = fields.map((field, index) => {
    return { ...field, label: Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`) }
  })
  return steps.length <= MAX_UNROLLED ? compileUnrolled(steps) : compileLoop(steps)
}

/** A function of thousands of lines would take longer to compile than it ever saves. */
const MAX_UNROLLED = 200

function compileLoop<Node>(steps: readonly UnrolledField<Node>[]): WriteNode<Node> {
  return (writing, node) => {
    const at = writing.depth
    writing.depth = at + 1
    for (const step of steps) {
      writing.path[at] = step.key
      writing.output.raw(step.label)
      if (!writeField(writing, step, step.read(node))) {
        writing.depth = at
        return false
      }
    }
    writing.depth = at
    writing.output.byte(0x7d)
    return true
  }
}

function writeEmpty({ output }: Writing): boolean {
  output.raw(EMPTY)
  return true
}

/** A field that is the same for every object. */
export function constantField(key: string, text: string): Field<unknown> {
  const ready = Buffer.from(text)
  const write = ({ output }: Writing): boolean => {
    output.raw(ready)
    return true
  }
  return { key, isRequired: true, read: () => null, write, fetches: [] }
}

/** A field that is always an error: null, and null above it where its type is non-null. */
export function refusedField(
  key: string,
  isRequired: boolean,
  message: string,
  code: string,
): Field<unknown> {
  const write = (writing: Writing): boolean => {
    writing.report(message, code)
    return !isRequired && writeNull(writing)
  }
  return { key, isRequired, read: () => null, write, fetches: [] }
}
