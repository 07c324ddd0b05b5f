import { inputError } from '../../_kit/errors.ts'

/** Rejects a size outside 1 to `most`. */
export function assertLimit(argument: string, value: number, most: number): void {
  if (value < 1 || value > most) throw inputError(argument, `a whole number from 1 to ${most}`, value)
}
