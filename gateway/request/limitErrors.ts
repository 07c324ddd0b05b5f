import type { PlacedError } from '../../engine/index.ts'

/** Of one answer; denials have a bound of their own. */
const MAX_ERRORS = 100

/** The first errors of an answer, and in the place of the rest how many there are. */
export function limitErrors(errors: readonly PlacedError[], max = MAX_ERRORS): readonly PlacedError[] {
  if (errors.length <= max) return errors
  const denials = errors.filter(({ denied }) => denied !== undefined)
  const others = errors.filter(({ denied }) => denied === undefined)
  if (others.length <= max) return errors
  const told = others.slice(0, Math.max(0, max - 1))
  const message = `${others.length - told.length} more errors are not told.`
  return [
    ...told,
    { message, code: 'SUBGRAPH_ERROR', path: [], subgraph: undefined, call: undefined },
    ...denials,
  ]
}

/** As `limitErrors`, of all parts of one answer together. */
export function createErrorLimit(): (errors: readonly PlacedError[]) => readonly PlacedError[] {
  let left = MAX_ERRORS
  return (errors) => {
    const told = limitErrors(errors, left)
    left = Math.max(0, left - told.filter(({ denied }) => denied === undefined).length)
    return told
  }
}
