import { z } from 'zod'
import type { GraphSettings } from '../../graph/graph.ts'
import { flag } from './formats.ts'
import type { ValuesOf } from './rule.ts'

export interface GraphConfig extends Omit<GraphSettings, 'limits' | 'memories'> {
  readonly supergraphFile: string
}

export const graphVariables = {
  SUPERGRAPH_FILE: z.string().default('schema/supergraph.graphql'),
  INTROSPECTION: flag.default(true),
  PUBLIC_VARIANT: flag.default(false),
}

export function toGraphConfig(values: ValuesOf<typeof graphVariables>): GraphConfig {
  return {
    supergraphFile: values.SUPERGRAPH_FILE,
    introspection: values.INTROSPECTION,
    publicVariant: values.PUBLIC_VARIANT,
  }
}
