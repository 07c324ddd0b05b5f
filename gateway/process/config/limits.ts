import { wholeNumber } from '../../../kit/config.ts'
import type { Limits } from '../../traffic/limits.ts'
import type { ValuesOf } from './rule.ts'

export interface LimitConfig {
  readonly maxBodyBytes: number
  readonly limits: Limits
}

const limit = wholeNumber('a whole number from 1 to 10000000', 1, 10_000_000)

export const limitVariables = {
  MAX_BODY_BYTES: limit.default(1_048_576),
  MAX_CHARACTERS: limit.default(131_072),
  MAX_TOKENS: limit.default(10_000),
  MAX_DEPTH: limit.default(20),
  MAX_ALIASES: limit.default(60),
  MAX_ROOT_FIELDS: limit.default(40),
  MAX_SELECTIONS: limit.default(4_000),
  MAX_COST: limit.default(50_000),
}

export function toLimitConfig(values: ValuesOf<typeof limitVariables>): LimitConfig {
  return {
    maxBodyBytes: values.MAX_BODY_BYTES,
    limits: Object.freeze({
      characters: values.MAX_CHARACTERS,
      tokens: values.MAX_TOKENS,
      depth: values.MAX_DEPTH,
      aliases: values.MAX_ALIASES,
      rootFields: values.MAX_ROOT_FIELDS,
      selections: values.MAX_SELECTIONS,
      cost: values.MAX_COST,
    }),
  }
}
