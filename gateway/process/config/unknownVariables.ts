import type { Environment } from '../../../kit/config.ts'
import { nearestName } from '../../../kit/nearestName.ts'
import { schema } from './variables.ts'

export interface UnknownVariable {
  readonly variable: string
  /** What was meant, most likely. */
  readonly nearest: string
}

/** Those of the bureaus' processes, which may share an environment with the gateway. */
const OF_SUBGRAPHS = [
  'GATEWAY_SECRETS',
  'GATEWAY_URLS',
  'CULTURE_DATABASE_URL',
  'CATALOGUE_STATUS_URLS',
  'CATALOGUE_USE_URL',
  'CATALOGUE_HISTORY_SECONDS',
  'FROZEN_CLOCK',
]

/** Variables that are mistyped, most likely. Any other may be somebody else's: an environment is nobody's alone. */
export function listUnknownVariables(environment: Environment): readonly UnknownVariable[] {
  const known = Object.keys(schema.shape)
  return Object.keys(environment).flatMap((variable) => {
    if (known.includes(variable) || OF_SUBGRAPHS.includes(variable)) return []
    const nearest = nearestName(variable, known)
    return nearest === undefined ? [] : [{ variable, nearest }]
  })
}
