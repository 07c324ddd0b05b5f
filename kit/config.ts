import { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

/** A setting that cannot be used: names the variable, what was expected and what came. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used.\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads `environment` by `schema`; empty values count as absent. Throws ConfigError with all problems at once. */
export function readEnvironment<S extends z.ZodType>(
  schema: S,
  environment: Environment,
): Readonly<z.output<S>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = schema.safeParse(present)
  if (result.success) return Object.freeze(result.data)
  throw new ConfigError(
    result.error.issues.map(({ path, message }) => {
      const name = path.join('.')
      return `${name}: expected ${message}; got ${describeValue(name, environment[name])}.`
    }),
  )
}

/** Values of settings that hold secrets are never repeated, nor are addresses with credentials. */
export function describeValue(name: string, value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return SECRET_NAME.test(name) || text.includes('@')
    ? `a value of ${text.length} characters`
    : JSON.stringify(value)
}

const SECRET_NAME = /secret|key|password|token|appcode|database_?url|redis_?url|otlp_?headers|hook_?urls/i

export type FileValue = string | number | boolean | readonly string[]

const fileForms = new WeakMap<z.ZodType, z.ZodType<FileValue>>()

/** Says how a value may stand in a file of settings that in the environment is text. */
export function withFileForm<Format extends z.ZodType>(format: Format, form: z.ZodType<FileValue>): Format {
  fileForms.set(format, form)
  return format
}

export function fileFormOf(format: z.ZodType): z.ZodType<FileValue> | undefined {
  return fileForms.get(format)
}

export const portNumber = wholeNumber('a port from 0 to 65535', 0, 65_535)
export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
  error: 'one of trace, debug, info, warn, error, silent',
})

/** A whole number in a range, written in decimal digits. */
export function wholeNumber(expected: string, min: number, max: number) {
  return withFileForm(
    z
      .string()
      .regex(/^\d{1,15}$/, expected)
      .transform(Number)
      .refine((value) => value >= min && value <= max, expected),
    z.union([z.int().min(min, expected).max(max, expected), z.string().regex(/^\d{1,15}$/, expected)], {
      error: expected,
    }),
  )
}

/** Values separated by commas; blanks around them do not count. */
export const commaList = withFileForm(
  z.string().transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
  z.union([z.array(z.string()), z.string()], { error: 'a list of texts' }),
)
