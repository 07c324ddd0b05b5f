import { z } from 'zod'
import { commaList, wholeNumber } from '../../../kit/config.ts'
import type { AuditSettings } from '../../audit/audit.ts'
import { flag } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export const auditVariables = {
  AUDIT_FILE: z.string().optional(),
  AUDIT_KEY: commaList.default([]),
  AUDIT_ROTATE_BYTES: wholeNumber('bytes from 65536 to 1073741824', 65_536, 1_073_741_824).default(
    67_108_864,
  ),
  AUDIT_ON_FAILURE: z.enum(['continue', 'refuse'], { error: 'continue or refuse' }).default('continue'),
  AUDIT_REQUIRE_PURPOSE: flag.default(false),
}

type AuditValues = ValuesOf<typeof auditVariables>

export const auditRules: readonly Rule<AuditValues>[] = [
  {
    variable: 'AUDIT_KEY',
    holds: ({ AUDIT_KEY }) => AUDIT_KEY.every((key) => key.length >= 32),
    expected: 'at least 32 characters, or several such keys separated by commas, the newest first',
  },
  {
    variable: 'AUDIT_REQUIRE_PURPOSE',
    holds: ({ AUDIT_REQUIRE_PURPOSE, AUDIT_FILE }) => !AUDIT_REQUIRE_PURPOSE || AUDIT_FILE !== undefined,
    expected: 'true only with AUDIT_FILE: a purpose that is kept nowhere binds nobody',
  },
]

export function toAuditSettings(values: AuditValues): AuditSettings {
  return Object.freeze({
    file: values.AUDIT_FILE,
    keys: values.AUDIT_KEY,
    rotateBytes: values.AUDIT_ROTATE_BYTES,
    onFailure: values.AUDIT_ON_FAILURE,
    requirePurpose: values.AUDIT_REQUIRE_PURPOSE,
  })
}
