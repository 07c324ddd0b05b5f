import type { PlacedError } from '../../engine/index.ts'

/** Of one answer; denials have a bound of their own. */
const MAX_ERRORS = 100

/** The first errors of an answer, and in the place of the rest how many there are. */
export function limitErrors(errors: readonly PlacedError[]): readonly PlacedError[] {
  if (errors.length <= MAX_ERRORS) return errors
  const denials = errors.filter(({ denied }) => denied !== undefined)
  const others = errors.filter(({ denied }) => denied === undefined)
  if (others.length <= MAX_ERRORS) return errors
  const told = others.slice(0, MAX_ERRORS - 1)
  const message = `${others.length - told.length} more errors are not told.`
  return [
    ...told,
    { message, code: 'SUBGRAPH_ERROR', path: [], subgraph: undefined, call: undefined },
    ...denials,
  ]
}
