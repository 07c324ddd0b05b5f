import type { z } from 'zod'

/** What variables with these formats come to once they are read. */
export type ValuesOf<Variables extends z.ZodRawShape> = z.output<z.ZodObject<Variables>>

/** What must hold of values that can be read each by itself. */
export interface Rule<Values> {
  /** The variable that is named where the rule is broken. */
  readonly variable: keyof Values & string
  readonly holds: (values: Values) => boolean
  readonly expected: string
}
