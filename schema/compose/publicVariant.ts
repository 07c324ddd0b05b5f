import { errorCauses, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals'
import { hideInternal } from '../access/publicVariant.ts'

const SETTINGS = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: true }

/** What is left of a graph without its internal parts is a schema by itself; a problem for each reason why it is not. */
export function checkPublicVariant(supergraphSdl: string): string[] {
  const hidden = hideInternal(supergraphSdl)
  if (hidden === null) return []
  try {
    Supergraph.build(hidden, SETTINGS).apiSchema()
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
