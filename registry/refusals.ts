import type { CheckReport } from './check/checkSubgraph.ts'

/** What a registry does not do, with the reason that whoever asked may read. */
export abstract class RegistryRefusal extends Error {
  abstract readonly code: string
  abstract readonly status: number
}

export class BadRequest extends RegistryRefusal {
  readonly code = 'BAD_REQUEST'
  readonly status = 400
}

export class Unauthenticated extends RegistryRefusal {
  readonly code = 'UNAUTHENTICATED'
  readonly status = 401
}

export class Forbidden extends RegistryRefusal {
  readonly code = 'FORBIDDEN'
  readonly status = 403
}

export class NotFound extends RegistryRefusal {
  readonly code = 'NOT_FOUND'
  readonly status = 404
}

export class MethodNotAllowed extends RegistryRefusal {
  readonly code = 'METHOD_NOT_ALLOWED'
  readonly status = 405
}

/** Somebody else was first. */
export class Conflict extends RegistryRefusal {
  readonly code = 'CONFLICT'
  readonly status = 409
}

export class TooLarge extends RegistryRefusal {
  readonly code = 'TOO_LARGE'
  readonly status = 413
}

/** A schema that cannot be judged, or a graph that cannot be. */
export class Unusable extends RegistryRefusal {
  readonly code = 'UNUSABLE'
  readonly status = 422
}

/** It takes more time or memory than one schema may. */
export class Overrun extends Unusable {}

export class CheckFailed extends RegistryRefusal {
  readonly code = 'CHECK_FAILED'
  readonly status = 422
  readonly report: CheckReport

  constructor(report: CheckReport) {
    const errors = report.findings.filter(({ level, allowed }) => level === 'error' && allowed === null)
    super(
      `The check of ${report.subgraph} failed: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`,
    )
    this.report = report
  }
}

export class Busy extends RegistryRefusal {
  readonly code = 'BUSY'
  readonly status = 503
  /** A check of a graph like ours takes two seconds, and several wait. */
  readonly retryAfterSeconds = 10
}

export class StoreUnavailable extends RegistryRefusal {
  readonly code = 'STORE_UNAVAILABLE'
  readonly status = 503
}

/** What is wrong is in the log, for those who run the registry. */
export class StoreDamaged extends RegistryRefusal {
  readonly code = 'STORE_DAMAGED'
  readonly status = 503
}
