import { z } from 'zod'
import { commaList } from '../../../kit/config.ts'
import { fromRoot } from '../../../kit/root.ts'
import type { GraphSettings } from '../../graph/graph.ts'
import { flag } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export interface GraphConfig extends Omit<GraphSettings, 'limits' | 'memories'> {
  readonly supergraphFile: string
  readonly variantsFile: string | undefined
}

export const graphVariables = {
  SUPERGRAPH_FILE: z.string().default(fromRoot('schema/supergraph.graphql')),
  INTROSPECTION: flag.default(true),
  VARIANTS_FILE: z.string().optional(),
  PUBLIC_VARIANT: flag.default(false),
  OVERRIDE_LABELS: commaList.default([]),
}

type Values = ValuesOf<typeof graphVariables>

export const graphRules: readonly Rule<Values>[] = [
  {
    variable: 'OVERRIDE_LABELS',
    holds: ({ OVERRIDE_LABELS }) => OVERRIDE_LABELS.every(isLabel),
    expected:
      'labels of progressive overrides separated by commas, such as "new-parking" (percent(n) goes by its own number)',
  },
]

export function toGraphConfig(values: Values): GraphConfig {
  return {
    supergraphFile: values.SUPERGRAPH_FILE,
    variantsFile: values.VARIANTS_FILE,
    introspection: values.INTROSPECTION,
    publicVariant: values.PUBLIC_VARIANT,
    overrideLabels: new Set(values.OVERRIDE_LABELS),
  }
}

/** What composition takes for a label, but for shares. */
function isLabel(text: string): boolean {
  return /^[a-zA-Z][\w\-:./]*$/.test(text)
}
