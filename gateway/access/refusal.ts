import type { GraphQLFormattedError } from 'graphql'
import { GatewayError } from '../errors.ts'
import type { Caller } from './caller.ts'
import type { FieldPlace } from './deniedPlaces.ts'

/** A whole operation refused because it asks for fields that the caller may not see (ACCESS_MODE=reject). */
export class AccessRefused extends GatewayError {
  readonly #entries: readonly GraphQLFormattedError[]

  constructor(places: readonly FieldPlace[], caller: Caller, maxEntries: number) {
    const code = caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE'
    super(code, 'The operation asks for fields that you may not see.')
    const entries = places.slice(0, maxEntries).map(({ path, fields }) => ({
      message: `You may not see ${fields.join(', ')}.`,
      path,
      extensions: { code },
    }))
    const suppressedErrorCount = places.length - entries.length
    this.#entries =
      suppressedErrorCount === 0
        ? entries
        : [...entries, { message: `${suppressedErrorCount} more fields are denied.`, extensions: { code } }]
  }

  override get status(): number {
    return this.code === 'UNAUTHENTICATED' ? 401 : 403
  }

  /** Who sent no token made no mistake with one. */
  override get challenge(): string {
    return this.code === 'UNAUTHENTICATED' ? 'Bearer' : 'Bearer error="insufficient_scope"'
  }

  override get entries(): readonly GraphQLFormattedError[] {
    return this.#entries
  }
}
