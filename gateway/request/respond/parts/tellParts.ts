import type { GraphQLFormattedError } from 'graphql'
import type { AnswerPart, PlacedError } from '../../../../engine/index.ts'
import { maskSubgraphErrors, type MaskedError } from '../../../access/maskSubgraphErrors.ts'
import type { QuotaCounts } from '../../../traffic/quotas.ts'
import { listCodes } from '../../../telemetry/record.ts'
import type { AskedOperation } from '../../admit/assess.ts'
import type { Access } from '../../authorise.ts'
import type { PlanResult, Telling } from '../../execute.ts'
import { describeProvenance } from '../../describeProvenance.ts'
import { summariseProvenance } from '../../summariseProvenance.ts'
import { createErrorLimit } from '../../limitErrors.ts'
import type { AccessExtension } from '../denials.ts'
import { countQuotas } from '../../withinQuotas.ts'
import { logHidden, reportErrors, type RespondParts } from '../respond.ts'
import type { PartsFormat } from './acceptParts.ts'
import type { ToldPart } from './partsFormat.ts'

/** Where the parts of an answer go. */
export interface PartsSink {
  readonly format: PartsFormat
  /** Gets what is told at one moment; `headers` are for the first. Throws where there is nobody any more. */
  send(parts: readonly ToldPart[], headers: ReadonlyMap<string, string>): void
}

/** Tells the parts of an answer as their client may read them: errors masked, and denials where they belong. */
export function tellParts(
  parts: RespondParts & { readonly quotas: QuotaCounts },
  asked: AskedOperation,
  access: Access,
  sink: PartsSink,
): Telling {
  const limit = createErrorLimit()
  return {
    division: sink.format === 'current' ? 'fields' : 'fragments',
    take(told, plan, headers = NO_HEADERS) {
      const read = (part: AnswerPart): ToldPart => readPart(part, plan, limit, parts, asked, access)
      // Whoever goes away between parts has had these.
      for (const { first, increments } of told) {
        if (first !== undefined) countQuotas(parts.quotas, asked, first.envelope)
        for (const { json } of increments) countQuotas(parts.quotas, asked, json)
      }
      sink.send(told.map(read), headers)
    },
  }
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map()

function readPart(
  { first, pending, increments, completed, hasNext, suppressedErrorCount, annotations = [] }: AnswerPart,
  plan: PlanResult['plan'],
  limit: ReturnType<typeof createErrorLimit>,
  { config, log, dataSets }: RespondParts,
  asked: AskedOperation,
  access: Access,
): ToldPart {
  const masked: MaskedError[] = []
  const denied: GraphQLFormattedError[] = []
  const wouldDeny: object[] = []
  let suppressed = suppressedErrorCount
  const read = (placed: readonly PlacedError[], isFirst = false): readonly GraphQLFormattedError[] => {
    if (placed.length === 0 && !isFirst) return NO_ERRORS
    const readable = maskSubgraphErrors(plan, placed, asked.graph.rules)
    masked.push(...readable.masked)
    const result = { errors: limit(readable.errors), suppressedErrorCount: suppressed }
    suppressed = 0
    const { errors, extension } = reportErrors(config.access, asked, access, result, isFirst)
    const { record } = asked.request
    record.codes = [...new Set([...record.codes, ...listCodes(errors)])]
    denied.push(...(extension?.denied ?? []))
    wouldDeny.push(...(extension?.wouldDeny ?? []))
    return access.audited.explain(access.touching, errors)
  }
  const part = {
    first: first && { envelope: first.envelope, errors: read(first.errors, true) },
    pending,
    increments: increments.map((one) => ({ ...one, errors: read(one.errors) })),
    completed: completed.map(({ of, errors }) => ({ of, errors: errors && explainFailure(read(errors)) })),
    hasNext,
  }
  const extension: AccessExtension = {
    ...(denied.length > 0 && { denied }),
    ...(wouldDeny.length > 0 && { wouldDeny }),
  }
  logHidden(log, asked, masked, extension)
  const extensions = {
    ...(Object.keys(extension).length > 0 && { access: extension }),
    ...(asked.tellsProvenance &&
      !hasNext && { provenance: describeProvenance(summariseProvenance(annotations), dataSets()) }),
  }
  return { ...part, extensions: Object.keys(extensions).length === 0 ? undefined : extensions }
}

const NO_ERRORS: readonly GraphQLFormattedError[] = []

/** By its errors alone a client sees that a part failed, also where denials are not told among them. */
function explainFailure(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return errors.length > 0 ? errors : [{ message: 'A null leaves nothing of this part.' }]
}
