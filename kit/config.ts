import { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

/** A setting that cannot be used: names the variable, what was expected and what came. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used.\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
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
      return `${name}: expected ${message}; got ${describeIssue(name, environment)}.`
    }),
  )
}

/** Values of variables that hold secrets are never repeated. */
function describeIssue(name: string, environment: Environment): string {
  const value = environment[name]
  if (value === undefined) return 'nothing'
  return /SECRET|KEY|PASSWORD|TOKEN|APPCODE|DATABASE_URL|REDIS_URL/.test(name)
    ? `a value of ${value.length} characters`
    : JSON.stringify(value)
}

export const portNumber = wholeNumber('a port from 0 to 65535', 0, 65_535)
export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
  error: 'one of trace, debug, info, warn, error, silent',
})

/** A whole number in a range, written in decimal digits. */
export function wholeNumber(expected: string, min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
}

/** Values separated by commas; blanks around them do not count. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
