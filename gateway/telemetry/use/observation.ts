import type { Tier } from '../../../schema/codes.ts'
import type { Variables } from '../../../kit/graphql/variables.ts'
import type { UseClient } from './useClient.ts'

/** What an operation uses of the graph; made once for each prepared operation and kept beside it. */
export interface UsedOperation {
  /** SHA-256 of its normal form. */
  readonly hash: string
  readonly name: string | undefined
  /**
   * The schema coordinates that its document uses, each once: fields ("CarPark.name"), arguments
   * ("Query.carPark(id:)"), input fields and enum values. Worked out when first asked for, outside of any request.
   */
  readonly coordinates: () => readonly string[]
  /** Those that only these variables use, which are the request's as they were accepted. */
  readonly coordinatesOf: (variables: Variables) => readonly string[]
}

/** One request whose operation and variables were accepted: never a value, a token or an address. */
export interface UseObservation {
  readonly operation: UsedOperation
  readonly variables: Variables
  readonly client: UseClient
  readonly tier: Tier
  /** When it ended, in milliseconds since 1970. */
  readonly at: number
  /** Whether its answer had errors, denials included, or there was none. */
  readonly hasErrors: boolean
  readonly milliseconds: number
}

/** Counts a request in memory, in under a microsecond; it never throws and nobody waits for it. */
export type CountUse = (observation: UseObservation) => void
