import {
  errorCauses,
  printSchema,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals'
import { hideOutside } from '../variant/hideOutside.ts'
import type { TagFilter, Variants } from '../variant/variants.ts'
import { ensureNewline, type ComposedGraph } from './composition.ts'

const SETTINGS = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false }

/** What clients see of each variant, as the schema that it is by itself; or a sentence for each reason why it is none. */
export function composeVariants(
  graph: ComposedGraph,
  variants: Variants,
): { readonly sdls: ReadonlyMap<string, string>; readonly problems: readonly string[] } {
  const sdls = new Map<string, string>()
  const problems: string[] = []
  for (const [name, filter] of variants) {
    try {
      sdls.set(name, printVariant(graph, filter))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      for (const { message } of errorCauses(error) ?? [error])
        problems.push(`The variant "${name}" is no schema: ${message.replaceAll('@inaccessible', 'outside')}`)
    }
  }
  return { sdls, problems }
}

function printVariant({ supergraphSdl, apiSdl }: ComposedGraph, filter: TagFilter): string {
  const visible = hideOutside(supergraphSdl, filter)
  if (visible === null) return apiSdl
  return ensureNewline(printSchema(Supergraph.build(visible, SETTINGS).apiSchema()))
}
