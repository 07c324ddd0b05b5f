import type { Field, WriteNode } from './field.ts'
import type { Writing } from './writing.ts'
import type { UnrolledField } from './unroll.ts'
import { unrollObject, writeField } from './unroll.ts'
import { writeNull } from './value.ts'

const EMPTY = Buffer.from('{}')

/** Writes an object field by field; the first null that may not be takes the object with it. */
export function compileObject<Node>(fields: readonly Field<Node>[]): WriteNode<Node> {
  if (fields.length === 0) return writeEmpty
  const steps = fields.map((field, index) => {
    return { ...field, label: Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`) }
  })
  return steps.length <= MAX_UNROLLED ? unrollObject(steps) : walkObject(steps)
}

/** A function of thousands of lines would take longer to compile than it ever saves. */
const MAX_UNROLLED = 200

function walkObject<Node>(steps: readonly UnrolledField<Node>[]): WriteNode<Node> {
  return (run, node) => {
    const at = run.depth
    run.depth = at + 1
    for (const step of steps) {
      run.path[at] = step.key
      run.output.raw(step.label)
      if (!writeField(run, step, step.read(node))) {
        run.depth = at
        return false
      }
    }
    run.depth = at
    run.output.byte(0x7d)
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

/** A field that is always an error: null, and more null above it where null may not be. */
export function refusedField(
  key: string,
  isRequired: boolean,
  message: string,
  code: string,
): Field<unknown> {
  const write = (run: Writing): boolean => {
    run.report(message, code)
    return !isRequired && writeNull(run)
  }
  return { key, isRequired, read: () => null, write, fetches: [] }
}
