import type { Plan, PlacedError, SubgraphResponse } from '../../engine/index.ts'
import { ERROR_CODES, isErrorCode } from '../errors.ts'
import type { GraphRules } from './graphRules.ts'

/** A message of a subgraph that a client may not read. */
export interface MaskedError {
  readonly subgraph: string
  readonly message: string
}

export interface MaskedErrors {
  readonly errors: readonly PlacedError[]
  /** For the log. */
  readonly masked: readonly MaskedError[]
}

/**
 * Masks the words of subgraphs in the errors of every call that selected a protected field or was sent one: messages,
 * extensions and codes that are not of our table. Each of them may tell a value.
 */
export function maskSubgraphErrors(
  plan: Plan<never, SubgraphResponse>,
  errors: readonly PlacedError[],
  rules: GraphRules,
): MaskedErrors {
  if (errors.length === 0) return { errors, masked: NONE_MASKED }
  const sensitive = recallSensitiveCalls(plan, rules)
  if (sensitive.size === 0) return { errors, masked: NONE_MASKED }
  const masked = new Map<string, MaskedError>()
  const readable = errors.map((error): PlacedError => {
    const { message, code, subgraph, call } = error
    if (call === undefined || subgraph === undefined || !sensitive.has(call)) return error
    masked.set(`${subgraph}\n${message}`, { subgraph, message })
    const known = isErrorCode(code) ? code : 'SUBGRAPH_ERROR'
    return { ...error, code: known, message: ERROR_CODES[known].meaning, extensions: undefined }
  })
  return { errors: readable, masked: [...masked.values()] }
}

const NONE_MASKED: readonly MaskedError[] = []

const sensitiveCalls = new WeakMap<object, ReadonlySet<number>>()

function recallSensitiveCalls(
  plan: Plan<never, SubgraphResponse>,
  { byCoordinate, ownerships }: GraphRules,
): ReadonlySet<number> {
  const recalled = sensitiveCalls.get(plan)
  if (recalled) return recalled
  const found = plan.callsTouching((coordinate) => byCoordinate.has(coordinate) || ownerships.has(coordinate))
  sensitiveCalls.set(plan, found)
  return found
}
