import { jsonNesting } from '../../kit/json/jsonNesting.ts'
import { GatewayError } from '../errors.ts'

/** No input type of ours comes near it, and what reads and writes values goes one call deeper with each level. */
const MAX_JSON_NESTING = 100

/** Throws GatewayError BAD_REQUEST for JSON of lists and objects within each other without measure. */
export function assertJsonNesting(what: string, text: string): void {
  const value = jsonNesting(text)
  if (value <= MAX_JSON_NESTING) return
  throw new GatewayError(
    'BAD_REQUEST',
    `${what} may have at most ${MAX_JSON_NESTING} lists and objects within each other; it has ${value}.`,
    { limitName: 'nesting', limit: MAX_JSON_NESTING, value },
  )
}
