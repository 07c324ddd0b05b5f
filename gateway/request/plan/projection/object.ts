import type { Run } from './run.ts'
import type { Write, WriteMaybe } from './value.ts'

/** How one field of an object gets from its place into the text. */
export interface Field<Node> {
  readonly key: string
  readonly isRequired: boolean
  readonly read: (run: Run, node: Node) => unknown
  readonly write: WriteMaybe
  /** The fetches that could have given it. */
  readonly fetches: readonly number[]
}

/** Writes an object field by field; the first null that may not be takes the object with it. */
export function compileObject<Node>(
  fields: readonly Field<Node>[],
): (run: Run, node: Node) => string | undefined {
  const steps = fields.map((field, index) => ({
    ...field,
    label: `${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`,
  }))
  if (steps.length === 0) return () => '{}'
  return (run, node) => {
    const at = run.depth
    run.depth = at + 1
    let text = ''
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]
      if (step === undefined) break
      run.path[at] = step.key
      const value = step.read(run, node)
      const isLost = value === undefined && run.tellLost(step, step.fetches)
      const written = isLost ? lost(step) : step.write(run, value)
      if (written === undefined) {
        run.depth = at
        return undefined
      }
      text += step.label + written
    }
    run.depth = at
    return `${text}}`
  }
}

function lost({ isRequired }: { readonly isRequired: boolean }): string | undefined {
  return isRequired ? undefined : 'null'
}

/** A field that is the same for every object. */
export function constantField(key: string, text: string): Field<unknown> {
  return { key, isRequired: true, read: () => text, write: () => text, fetches: [] }
}

/** A field that is always an error: null, and more null above it where null may not be. */
export function refusedField(
  key: string,
  isRequired: boolean,
  message: string,
  code: string,
): Field<unknown> {
  const refuse: Write = (run) => {
    run.report(message, code)
    return isRequired ? undefined : 'null'
  }
  return { key, isRequired, read: () => null, write: refuse, fetches: [] }
}
