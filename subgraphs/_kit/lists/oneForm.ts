import { isGiven } from '../connection.ts'
import { inputError } from '../errors.ts'

/**
 * What a question asks by an argument, or by the deprecated one that it takes the place of. Nobody can know which is
 * meant where both are given.
 */
export function oneForm<V>(
  name: string,
  value: V | null | undefined,
  oldName: string,
  oldValue: V | null | undefined,
): V | null {
  if (isGiven(value) && isGiven(oldValue))
    throw inputError(
      `${name}, ${oldName}`,
      `one of them; ${oldName} is deprecated and ${name} takes its place`,
      [value, oldValue],
    )
  return value ?? oldValue ?? null
}
