import { errorCauses, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals'
import { parse } from 'graphql'
import { hideOutside } from '../variant/hideOutside.ts'
import type { TagFilter, Variants } from '../variant/variants.ts'
import type { ComposedGraph } from './composition.ts'
import { printApi } from './printApi.ts'

const SETTINGS = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false }

export interface ComposedVariants {
  /** What clients see of each, by its name; printed when somebody reads it. Without those that are no schema. */
  print(): ReadonlyMap<string, string>
  /** A sentence for each reason why one is no schema. */
  readonly problems: readonly string[]
}

/** The variants of a graph, each as the schema that it is by itself. */
export function composeVariants(graph: ComposedGraph, variants: Variants): ComposedVariants {
  const printers = new Map<string, () => string>()
  const problems: string[] = []
  for (const [name, filter] of variants) {
    try {
      printers.set(name, composeVariant(graph, filter))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      for (const { message } of errorCauses(error) ?? [error])
        problems.push(`The variant "${name}" is no schema: ${message.replaceAll('@inaccessible', 'outside')}`)
    }
  }
  return { print: () => new Map([...printers].map(([name, print]) => [name, print()])), problems }
}

/** How it is printed; throws where it is no schema. */
function composeVariant(graph: ComposedGraph, filter: TagFilter): () => string {
  const visible = hideOutside(parse(graph.supergraphSdl, { noLocation: true }), filter)
  if (visible === null) return () => graph.apiSdl
  const supergraph = Supergraph.build(visible, SETTINGS)
  supergraph.apiSchema()
  return () => printApi(supergraph)
}
