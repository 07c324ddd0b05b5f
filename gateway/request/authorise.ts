import type { Caller } from '../access/caller.ts'
import { decideAccess } from '../access/decideAccess.ts'
import type { Decision } from '../access/operationAccess.ts'
import { explainAccess, wantsExplanation } from '../access/explainAccess.ts'
import { enforce } from '../access/mode.ts'
import type { AccessSettings } from '../access/accessSettings.ts'
import type { Audit, AuditedRequest } from '../audit/audit.ts'
import type { Touching } from '../audit/touched.ts'
import type { AskedOperation } from './admit/assess.ts'
import { NO_DATA, writeAnswer, type Answer } from './respond/answer.ts'
import { wantsPlan, watchPlan, type PlanWatch } from './respond/explainPlan.ts'

export interface AuthoriseParts {
  readonly config: { readonly access: AccessSettings; readonly developmentTokens: boolean }
  readonly audit: Audit
}

/** The access decision on one operation, made before anything is fetched. */
export interface Access {
  readonly kind: 'decided'
  readonly audited: AuditedRequest
  readonly touching: Touching
  /** The decision by the rules, and the one that is enforced: in a dry run it denies nothing. */
  readonly judged: Decision
  readonly decision: Decision
  readonly watch: PlanWatch | undefined
}

/** Decides access. For a request with `x-explain: access` the explanation is the answer, and nothing is executed. */
export function authorise(
  { config, audit }: AuthoriseParts,
  { graph, request, prepared, variables }: AskedOperation,
  caller: Caller,
): Access | { readonly kind: 'explained'; readonly answer: Answer } {
  const { access, operation, protectedFields } = prepared
  const audited = audit.enter(request, caller)
  const judged = decideAccess(access, audited.caller)
  const wanted = request.headers['x-explain']
  if (!wantsPlan(wanted) && wantsExplanation(wanted, audited.caller, config.developmentTokens)) {
    const explained = explainAccess(access, judged, audited.caller, graph.apiSchema, variables)
    return {
      kind: 'explained',
      answer: {
        status: 200,
        mediaType: request.mediaType,
        body: writeAnswer(NO_DATA, [], { access: explained }),
      },
    }
  }
  const decision = enforce(access, judged, config.access.mode)
  const touching = { graph, operation, fields: protectedFields, denied: decision.denied }
  const watch = watchPlan(wanted, audited.caller, config.developmentTokens)
  return { kind: 'decided', audited, touching, judged, decision, watch }
}
