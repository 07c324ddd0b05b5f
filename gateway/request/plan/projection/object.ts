import type { Run } from './run.ts'
import type { WriteMaybe } from './value.ts'
import { writeNull } from './value.ts'

/** How one field of an object gets from its place into the text. */
export interface Field<Node> {
  readonly key: string
  readonly isRequired: boolean
  readonly read: (node: Node) => unknown
  readonly write: WriteMaybe
  /** The fetches that could have given it. */
  readonly fetches: readonly number[]
}

export type WriteNode<Node> = (run: Run, node: Node) => boolean

const END = 0x7d
const EMPTY = Buffer.from('{}')

/** Writes an object field by field; the first null that may not be takes the object with it. */
export function compileObject<Node>(fields: readonly Field<Node>[]): WriteNode<Node> {
  if (fields.length === 0) return writeEmpty
  const steps = fields.map((field, index) => {
    return { ...field, label: Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`) }
  })
  return (run, node) => {
    const { output, path } = run
    const at = run.depth
    run.depth = at + 1
    for (const step of steps) {
      path[at] = step.key
      const value = step.read(node)
      output.raw(step.label)
      const isLost = value === undefined && run.tellLost(step.fetches)
      if (isLost ? step.isRequired || !writeNull(run) : !step.write(run, value)) {
        run.depth = at
        return false
      }
    }
    run.depth = at
    output.byte(END)
    return true
  }
}

function writeEmpty({ output }: Run): boolean {
  output.raw(EMPTY)
  return true
}

/** A field that is the same for every object. */
export function constantField(key: string, text: string): Field<unknown> {
  const ready = Buffer.from(text)
  const write = ({ output }: Run): boolean => {
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
  const write = (run: Run): boolean => {
    run.report(message, code)
    return !isRequired && writeNull(run)
  }
  return { key, isRequired, read: () => null, write, fetches: [] }
}
