import { z } from 'zod'
import { commaList } from '../../../kit/config.ts'
import type { TransportSettings } from '../../subgraphs/transports.ts'
import { flag, milliseconds } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export interface SubgraphConfig extends TransportSettings {
  /** Which bureau may say that answers of a subgraph are out of date. */
  readonly subgraphBureaus: ReadonlyMap<string, string>
  /** Names of client headers that travel to the subgraphs, in lower case. */
  readonly forwardHeaders: readonly string[]
}

export const subgraphVariables = {
  SUBGRAPH_URLS: commaList.default([]),
  GATEWAY_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  SUBGRAPH_DEADLINE_MS: milliseconds.default(5_000),
  SINGLE_FLIGHT: flag.default(true),
  SUBGRAPH_BUREAUS: commaList.default([
    'catalogue=data-gov-mo',
    'tourism=mgto',
    'health=ssm',
    'transport=dsat',
    'culture=ic',
  ]),
  FORWARD_HEADERS: commaList.default([]),
}

type SubgraphValues = ValuesOf<typeof subgraphVariables>

export const subgraphRules: readonly Rule<SubgraphValues>[] = [
  {
    variable: 'SUBGRAPH_URLS',
    holds: ({ SUBGRAPH_URLS }) => SUBGRAPH_URLS.every(isNamedAddress),
    expected: 'name=address pairs separated by commas, such as "tourism=http://tourism:4001/graphql"',
  },
  {
    variable: 'SUBGRAPH_BUREAUS',
    holds: ({ SUBGRAPH_BUREAUS }) => SUBGRAPH_BUREAUS.every(isNamedBureau),
    expected: 'subgraph=bureau pairs separated by commas, such as "tourism=mgto"',
  },
]

export function toSubgraphConfig(values: SubgraphValues): SubgraphConfig {
  return {
    subgraphUrls: parsePairs(values.SUBGRAPH_URLS),
    gatewaySecret: values.GATEWAY_SECRET,
    subgraphDeadlineMs: values.SUBGRAPH_DEADLINE_MS,
    singleFlight: values.SINGLE_FLIGHT,
    subgraphBureaus: parsePairs(values.SUBGRAPH_BUREAUS),
    forwardHeaders: values.FORWARD_HEADERS.map((name) => name.toLowerCase()),
  }
}

function isNamedAddress(entry: string): boolean {
  const address = entry.slice(entry.indexOf('=') + 1)
  return /^[a-z][a-z0-9_-]*=https?:/.test(entry) && URL.canParse(address)
}

function isNamedBureau(entry: string): boolean {
  return /^[a-z][a-z0-9_-]*=[a-z0-9-]+$/.test(entry)
}

function parsePairs(entries: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  )
}
