import type { GraphQLFormattedError } from 'graphql'
import { ConfigError } from '../../kit/config.ts'
import type { Variables } from '../../kit/graphql/variables.ts'
import type { Log } from '../../kit/log.ts'
import { GatewayError } from '../errors.ts'
import type { Caller } from '../access/caller.ts'
import type { IncomingHttpHeaders } from 'node:http'
import { createFileStore } from './fileStore.ts'
import { createOutputStore } from './outputStore.ts'
import { explainMissingPurpose, listWithheld, readPurpose, withoutBureaus } from './purpose.ts'
import { writeRecord } from './record.ts'
import { listTouched, touchesAnything, withWithheld, type Touching, type DeniedCounts } from './touched.ts'
import { startAuditTrail, type AuditTrail } from './trail.ts'

/** Settings of the audit trail, which records access to protected fields. */
export interface AuditSettings {
  /** A file of this process alone, or "-" for standard output; without one there is no audit trail. */
  readonly file: string | undefined
  /** The keys that seal lines, the newest first. */
  readonly keys: readonly string[]
  readonly rotateBytes: number
  /** Whether requests for protected fields are answered or refused while they cannot be recorded. */
  readonly onFailure: 'continue' | 'refuse'
  /** Whether a bureau's scopes count only with a purpose in `x-purpose`. */
  readonly requirePurpose: boolean
}

/** The parts of a request that the audit trail reads. */
export interface AuditableRequest {
  readonly id: string
  readonly headers: IncomingHttpHeaders
}

export interface Audit {
  /** A request as the audit trail sees it, from the moment its caller is known. */
  enter(request: AuditableRequest, caller: Caller): AuditedRequest
  /** Why nothing protected is shown at the moment; null where that is not so. */
  unreadiness(): string | null
  /** How many records are not written yet. */
  backlog(): number
  /** Writes what is not written yet. */
  stop(): Promise<void>
}

export interface AuditedRequest {
  /** The caller by whom access is decided: without its bureaus' scopes where a purpose is required and none was given. */
  readonly caller: Caller
  /** Whether nothing may be shown of the answer before its record is kept. */
  mustBeKept(touching: Touching, variables: Variables): boolean
  /**
   * Has an answer made, and keeps which protected fields were allowed and denied, whatever becomes of it. Rejects with
   * GatewayError, and has none made, where nothing may be shown that cannot be recorded.
   */
  record<Result extends DeniedObjects>(
    touching: Touching,
    variables: Variables,
    answer: () => Promise<Result>,
  ): Promise<Result>
  /** The answer's errors; a denial for want of a purpose says so. */
  explain(touching: Touching, errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[]
}

/** The part of an answer that tells how many objects its fields were denied of. */
interface DeniedObjects {
  readonly deniedCounts: DeniedCounts
}

/** The audit trail that the configuration names, or none. Throws ConfigError where it cannot be opened. */
export async function createAudit(config: AuditSettings, log: Log, clock: () => Date): Promise<Audit> {
  if (config.file === undefined) return NO_AUDIT
  const trail = await openTrail(config.file, config, log)
  return {
    enter: (request, caller) => enterRequest({ trail, clock, config }, request, caller),
    unreadiness: () =>
      config.onFailure === 'refuse' && !trail.isKeeping() ? 'the audit trail cannot be written' : null,
    backlog: trail.backlog,
    stop: () => trail.stop(),
  }
}

const recordNothing: AuditedRequest['record'] = (_touching, _variables, answer) => answer()
const explainNothing: AuditedRequest['explain'] = (_touching, errors) => errors

const NO_AUDIT: Audit = {
  enter: (_request, caller) => ({
    caller,
    mustBeKept: () => false,
    record: recordNothing,
    explain: explainNothing,
  }),
  unreadiness: () => null,
  backlog: () => 0,
  stop: async () => undefined,
}

async function openTrail(file: string, { rotateBytes, keys }: AuditSettings, log: Log): Promise<AuditTrail> {
  const store = file === '-' ? createOutputStore() : createFileStore(file, rotateBytes, keys)
  try {
    return await startAuditTrail(store, log, keys)
  } catch (cause) {
    throw new ConfigError([
      `AUDIT_FILE: expected a file of audit lines that can be written, or "-"; got ${JSON.stringify(file)} (${cause instanceof Error ? cause.message : 'not writable'}).`,
    ])
  }
}

interface Parts {
  readonly trail: AuditTrail
  readonly clock: () => Date
  readonly config: AuditSettings
}

function enterRequest(
  { trail, clock, config: { requirePurpose, onFailure } }: Parts,
  request: AuditableRequest,
  caller: Caller,
): AuditedRequest {
  const purpose = readPurpose(request.headers)
  const acting = requirePurpose && purpose === null ? withoutBureaus(caller) : caller
  return {
    caller: acting,
    mustBeKept: (touching, variables) =>
      onFailure === 'refuse' &&
      touchesAnything(touching) &&
      listTouched(touching, variables).some(({ allowed }) => allowed),
    async record(touching, variables, answer) {
      const touched = touchesAnything(touching) ? listTouched(touching, variables) : []
      if (touched.length === 0) return answer()
      const mustBeKept = onFailure === 'refuse' && touched.some(({ allowed }) => allowed)
      if (mustBeKept && !trail.isKeeping()) throw notRecorded(request)
      const time = clock()
      const describe = (deniedCounts: DeniedCounts | null): object => {
        const fields = touched.map((field) => withWithheld(field, deniedCounts))
        return writeRecord(time, request.id, caller, touching.operation, fields, purpose)
      }
      const result = await answer().catch((error: unknown) => {
        trail.append(describe(null))
        throw error
      })
      const record = describe(result.deniedCounts)
      if (!mustBeKept) trail.append(record)
      else if (!(await trail.store(record))) throw notRecorded(request)
      return result
    },
    explain(touching, errors) {
      if (acting === caller || errors.length === 0) return errors
      const withheld = listWithheld(touching, caller)
      return explainMissingPurpose(errors, touching.operation.definition.selectionSet, withheld)
    },
  }
}

function notRecorded({ id }: AuditableRequest): GatewayError {
  return new GatewayError(
    'AUDIT_UNAVAILABLE',
    'Access to protected fields cannot be recorded at the moment, so they are not shown.',
    { requestId: id },
  )
}
