import type { FieldNode, GraphQLFormattedError } from 'graphql'
import type { PlacedError } from '../../../engine/index.ts'
import { shortLine } from '../../../kit/shortLine.ts'

export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[]
  /** The entries that are denials, each with the field that it is about. */
  readonly denials: ReadonlyMap<GraphQLFormattedError, FieldNode>
}

/** The engine's errors as a client reads them. */
export function formatErrors(placed: readonly PlacedError[]): FormattedErrors {
  const denials = new Map<GraphQLFormattedError, FieldNode>()
  const errors = placed.map((error) => {
    const formatted = formatPlacedError(error)
    if (error.denied !== undefined) denials.set(formatted, error.denied)
    return formatted
  })
  return { errors, denials }
}

function formatPlacedError(error: PlacedError): GraphQLFormattedError {
  const { path, code, subgraph, reference } = error
  const message = shortLine(error.message)
  const extensions = {
    ...error.extensions,
    code,
    ...(subgraph !== undefined && { subgraph }),
    ...(reference && { reference }),
  }
  return path.length === 0 ? { message, extensions } : { message, path, extensions }
}
