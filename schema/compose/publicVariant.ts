import { errorCauses } from '@apollo/federation-internals'
import { hideInternal } from '../access/publicVariant.ts'

/** What is left of a graph without its internal parts is a schema by itself; a problem for each reason why it is not. */
export function checkPublicVariant(supergraphSdl: string): string[] {
  try {
    hideInternal(supergraphSdl)
    return []
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const causes = errorCauses(error) ?? [error]
    return causes.map(
      ({ message }) =>
        `Without what is tagged "internal" the graph is no schema: ${message.replaceAll('@inaccessible', 'internal')}`,
    )
  }
}
