import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GraphQLFormattedError } from 'graphql'
import { ConfigError } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { packageRoot } from '../../kit/root.ts'
import type { AuditConfig } from '../config.ts'
import { ClientError } from '../errors.ts'
import type { Caller } from '../request/authorise/caller.ts'
import type { HttpRequest } from '../request/http.ts'
import { createFileStore } from './fileStore.ts'
import { createOutputStore } from './outputStore.ts'
import { explainMissingPurpose, listWithheld, readPurpose, withoutBureaus } from './purpose.ts'
import { writeRecord } from './record.ts'
import { listTouched, type Touching, type Variables } from './touched.ts'
import { startTrail, type Trail } from './trail.ts'

export interface Audit {
  /** A request as the audit trail sees it, from the moment its caller is known. */
  enter(request: HttpRequest, caller: Caller): AuditedRequest
  /** Writes what is not written yet. */
  stop(): Promise<void>
}

export interface AuditedRequest {
  /** The caller by whom access is touching: without its bureaus' scopes where a purpose is required and none was given. */
  readonly caller: Caller
  /**
   * Keeps which protected fields were allowed and denied. Throws ClientError where nothing may be shown that cannot be
   * recorded.
   */
  record(touching: Touching, variables: Variables): void
  /** The answer's errors; a denial for want of a purpose says so. */
  explain(touching: Touching, errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[]
}

/** The audit trail that the configuration names, or none. Throws ConfigError where it cannot be opened. */
export async function createAudit(config: AuditConfig, log: Log, clock: () => Date): Promise<Audit> {
  if (config.file === undefined) return NO_AUDIT
  const trail = await openTrail(config.file, config, log)
  return {
    enter: (request, caller) => enterRequest({ trail, clock, config }, request, caller),
    stop: () => trail.stop(),
  }
}

const NO_AUDIT: Audit = {
  enter: (_request, caller) => ({ caller, record: () => undefined, explain: (_touching, errors) => errors }),
  stop: async () => undefined,
}

async function openTrail(file: string, { rotateBytes }: AuditConfig, log: Log): Promise<Trail> {
  const store =
    file === '-'
      ? createOutputStore()
      : createFileStore(resolve(fileURLToPath(packageRoot), file), rotateBytes)
  try {
    return await startTrail(store, log)
  } catch (cause) {
    throw new ConfigError([
      `AUDIT_FILE: expected a file of audit lines that can be written, or "-"; got ${JSON.stringify(file)} (${cause instanceof Error ? cause.message : 'not writable'}).`,
    ])
  }
}

interface Parts {
  readonly trail: Trail
  readonly clock: () => Date
  readonly config: AuditConfig
}

function enterRequest(
  { trail, clock, config: { requirePurpose, onFailure } }: Parts,
  request: HttpRequest,
  caller: Caller,
): AuditedRequest {
  const purpose = readPurpose(request.headers)
  const acting = requirePurpose && purpose === null ? withoutBureaus(caller) : caller
  return {
    caller: acting,
    record(touching, variables) {
      if (touching.fields.size === 0) return
      const touched = listTouched(touching, variables)
      if (touched.length === 0) return
      if (onFailure === 'refuse' && !trail.isKeeping() && touched.some(({ allowed }) => allowed))
        throw new ClientError(
          'AUDIT_UNAVAILABLE',
          'Access to protected fields cannot be recorded at the moment, so they are not shown.',
          { requestId: request.id },
        )
      trail.append(writeRecord(clock(), request.id, caller, touching.operation, touched, purpose))
    },
    explain(touching, errors) {
      if (acting === caller || errors.length === 0) return errors
      const withheld = listWithheld(touching, caller)
      return explainMissingPurpose(errors, touching.operation.definition.selectionSet, withheld)
    },
  }
}
