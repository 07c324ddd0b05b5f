import type { z } from 'zod'

/** The values of variables with these formats, once they are read. */
export type ValuesOf<Variables extends z.ZodRawShape> = z.output<z.ZodObject<Variables>>

/** A rule over several values, each of which can be read by itself. */
export interface Rule<Values> {
  /** The variable that is named where the rule is broken. */
  readonly variable: keyof Values & string
  readonly holds: (values: Values) => boolean
  readonly expected: string
}
