import type { FieldNode, GraphQLFormattedError } from 'graphql'
import type { AccessSettings } from '../../access/accessSettings.ts'

/** The denials of one answer. */
export interface Denials {
  /** The entries of `errors` that are denials, each with the field that it is about. */
  readonly nodes: ReadonlyMap<GraphQLFormattedError, FieldNode>
  /** How many more denials there were than are reported. */
  readonly suppressedErrorCount: number
}

/** The caller, as far as the report of denials depends on it. */
export interface DenialAudience {
  readonly isAnonymous: boolean
  readonly missingScopes: (node: FieldNode) => readonly (readonly string[])[]
  /** Fields that a dry run would have denied before anything was fetched. */
  readonly wouldDeny: readonly object[]
}

export interface ReportedErrors {
  readonly errors: readonly GraphQLFormattedError[]
  /** The content of `extensions.access`; undefined when it is empty. */
  readonly extension: AccessExtension | undefined
}

export interface AccessExtension {
  readonly denied?: readonly GraphQLFormattedError[]
  /** In a dry run: denials of fields that are in the answer all the same. */
  readonly wouldDeny?: readonly object[]
}

/** Puts denials where the configuration wants them, each with the code that tells the caller what to do next. */
export function reportDenials(
  errors: readonly GraphQLFormattedError[],
  denials: Denials,
  config: Pick<AccessSettings, 'mode' | 'errors' | 'showMissingScopes'>,
  audience: DenialAudience,
): ReportedErrors {
  if (denials.nodes.size === 0 && audience.wouldDeny.length === 0) return { errors, extension: undefined }
  const others = errors.filter((error) => !denials.nodes.has(error))
  if (config.mode === 'report') {
    const reported = describeDenials(errors, denials, config.showMissingScopes, audience)
    return { errors: others, extension: { wouldDeny: [...audience.wouldDeny, ...reported] } }
  }
  switch (config.errors) {
    case 'errors':
      return {
        errors: [...others, ...describeDenials(errors, denials, config.showMissingScopes, audience)],
        extension: undefined,
      }
    case 'extensions':
      return {
        errors: others,
        extension: { denied: describeDenials(errors, denials, config.showMissingScopes, audience) },
      }
    case 'none':
      return { errors: others, extension: undefined }
  }
}

function describeDenials(
  errors: readonly GraphQLFormattedError[],
  { nodes, suppressedErrorCount }: Denials,
  showMissingScopes: boolean,
  { isAnonymous, missingScopes }: DenialAudience,
): readonly GraphQLFormattedError[] {
  const code = isAnonymous ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE'
  const reported = errors.flatMap((error) => {
    const node = nodes.get(error)
    if (node === undefined) return []
    const scopes = showMissingScopes ? missingScopes(node) : []
    return [{ ...error, extensions: scopes.length === 0 ? { code } : { code, missingScopes: scopes } }]
  })
  if (suppressedErrorCount === 0) return reported
  return [...reported, { message: `${suppressedErrorCount} more places are denied.`, extensions: { code } }]
}
