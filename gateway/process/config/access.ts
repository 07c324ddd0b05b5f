import { z } from 'zod'
import type { AccessSettings } from '../../access/accessSettings.ts'
import { flag, milliseconds } from './formats.ts'
import type { ValuesOf } from './rule.ts'

export const accessVariables = {
  ACCESS_MODE: z
    .enum(['filter', 'reject', 'report'], { error: 'filter, reject or report' })
    .default('filter'),
  ACCESS_ERRORS: z
    .enum(['errors', 'extensions', 'none'], { error: 'errors, extensions or none' })
    .default('errors'),
  ACCESS_SHOW_MISSING_SCOPES: flag.default(false),
  POLICY_MODULE: z.string().optional(),
  POLICY_DEADLINE_MS: milliseconds.default(1_000),
}

export function toAccessSettings(values: ValuesOf<typeof accessVariables>): AccessSettings {
  return Object.freeze({
    mode: values.ACCESS_MODE,
    errors: values.ACCESS_ERRORS,
    showMissingScopes: values.ACCESS_SHOW_MISSING_SCOPES,
    policyModule: values.POLICY_MODULE,
    policyDeadlineMs: values.POLICY_DEADLINE_MS,
  })
}
