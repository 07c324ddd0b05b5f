import { z } from 'zod'
import { commaList } from '../../../kit/config.ts'
import { fromRoot } from '../../../kit/root.ts'
import { isPublicKey } from '../../../schema/signedRelease.ts'
import type { GraphSettings } from '../../graph/graph.ts'
import type { RegistrySettings } from '../../graph/registrySource.ts'
import { flag } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'
import type { telemetryVariables } from './telemetry.ts'

export interface GraphConfig extends Omit<GraphSettings, 'limits' | 'memories'> {
  readonly supergraphFile: string
  readonly variantsFile: string | undefined
  /** Where the supergraph comes from in place of the file. */
  readonly registry: RegistrySettings | undefined
}

export const graphVariables = {
  SUPERGRAPH_SOURCE: z.enum(['file', 'registry'], { error: 'file or registry' }).default('file'),
  REGISTRY_URL: z
    .string()
    .refine(isRegistryUrl, 'an address without credentials such as "http://registry:4050"')
    .optional(),
  REGISTRY_PUBLIC_KEYS: commaList.default([]),
  SUPERGRAPH_FILE: z.string().default(fromRoot('schema/supergraph.graphql')),
  INTROSPECTION: flag.default(true),
  VARIANTS_FILE: z.string().optional(),
  PUBLIC_VARIANT: flag.default(false),
  OVERRIDE_LABELS: commaList.default([]),
}

type Values = ValuesOf<typeof graphVariables & Pick<typeof telemetryVariables, 'STATE_DIR'>>

export const graphRules: readonly Rule<Values>[] = [
  {
    variable: 'REGISTRY_URL',
    holds: ({ SUPERGRAPH_SOURCE, REGISTRY_URL }) =>
      SUPERGRAPH_SOURCE === 'file' || REGISTRY_URL !== undefined,
    expected: 'an address such as "http://registry:4050" with SUPERGRAPH_SOURCE=registry',
  },
  {
    variable: 'REGISTRY_PUBLIC_KEYS',
    holds: ({ SUPERGRAPH_SOURCE, REGISTRY_PUBLIC_KEYS: keys }) =>
      keys.every(isPublicKey) && keys.length <= 2 && (SUPERGRAPH_SOURCE === 'file' || keys.length > 0),
    expected: 'one or two public keys of a registry, of 43 characters each, with SUPERGRAPH_SOURCE=registry',
  },
  {
    variable: 'STATE_DIR',
    holds: ({ SUPERGRAPH_SOURCE, STATE_DIR }) => SUPERGRAPH_SOURCE === 'file' || STATE_DIR !== undefined,
    expected: 'a folder with SUPERGRAPH_SOURCE=registry, where the last good supergraph is kept',
  },
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
    registry: toRegistrySettings(values),
    introspection: values.INTROSPECTION,
    publicVariant: values.PUBLIC_VARIANT,
    overrideLabels: new Set(values.OVERRIDE_LABELS),
  }
}

function toRegistrySettings(values: Values): RegistrySettings | undefined {
  const { SUPERGRAPH_SOURCE, REGISTRY_URL: url, REGISTRY_PUBLIC_KEYS: publicKeys, STATE_DIR } = values
  if (SUPERGRAPH_SOURCE === 'file' || url === undefined || STATE_DIR === undefined) return undefined
  return { url: url.replace(/\/+$/, ''), publicKeys, stateFolder: STATE_DIR }
}

function isRegistryUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).username === ''
}

/** What composition takes for a label, but for shares. */
function isLabel(text: string): boolean {
  return /^[a-zA-Z][\w\-:./]*$/.test(text)
}
