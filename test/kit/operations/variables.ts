import type { Tape } from '../federation/tape.ts'

/** The variables of an operation that is being drawn. */
export interface Variables {
  /** Declares a variable of this type that has this value; how it is written in the operation. */
  add(type: string, value: unknown): string
  declarations(): string
  values(): Readonly<Record<string, unknown>>
}

export function createVariables(tape: Tape): Variables {
  const declared: { name: string; type: string; value: unknown; isDefault: boolean }[] = []
  return {
    add(type, value) {
      const name = `v${declared.length}`
      declared.push({ name, type, value, isDefault: isPlain(value) && tape.chance(20) })
      return `$${name}`
    },
    declarations() {
      if (declared.length === 0) return ''
      const texts = declared.map(
        ({ name, type, value, isDefault }) =>
          `$${name}: ${type}${isDefault ? ` = ${JSON.stringify(value)}` : ''}`,
      )
      return `(${texts.join(', ')})`
    },
    values: () =>
      Object.fromEntries(
        declared.filter(({ isDefault }) => !isDefault).map(({ name, value }) => [name, value]),
      ),
  }
}

/** Whether JSON and GraphQL write it alike: no enum value, no input object. */
function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}
