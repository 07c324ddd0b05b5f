import type { FieldNode, GraphQLFormattedError } from 'graphql'
import type { AccessSettings } from '../../access/accessSettings.ts'

/** What is known of one answer's denials. */
export interface Denials {
  /** The entries of `errors` that are denials, each with the field that it is about. */
  readonly nodes: ReadonlyMap<GraphQLFormattedError, FieldNode>
  /** How many more places were denied than are told. */
  readonly suppressedErrorCount: number
}

/** The one who asks, as far as telling denials goes. */
export interface DenialAudience {
  readonly isAnonymous: boolean
  readonly missingScopes: (node: FieldNode) => readonly (readonly string[])[]
  /** Places that a dry run would have left out before anything was fetched. */
  readonly wouldDeny: readonly object[]
}

export interface ReportedErrors {
  readonly errors: readonly GraphQLFormattedError[]
  /** What stands in `extensions.access`; undefined when nothing does. */
  readonly extension: AccessExtension | undefined
}

export interface AccessExtension {
  readonly denied?: readonly GraphQLFormattedError[]
  /** In a dry run: what is in the answer all the same. */
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
    const told = tellDenials(errors, denials, config.showMissingScopes, audience)
    return { errors: others, extension: { wouldDeny: [...audience.wouldDeny, ...told] } }
  }
  switch (config.errors) {
    case 'errors':
      return {
        errors: [...others, ...tellDenials(errors, denials, config.showMissingScopes, audience)],
        extension: undefined,
      }
    case 'extensions':
      return {
        errors: others,
        extension: { denied: tellDenials(errors, denials, config.showMissingScopes, audience) },
      }
    case 'none':
      return { errors: others, extension: undefined }
  }
}

function tellDenials(
  errors: readonly GraphQLFormattedError[],
  { nodes, suppressedErrorCount }: Denials,
  showMissingScopes: boolean,
  { isAnonymous, missingScopes }: DenialAudience,
): readonly GraphQLFormattedError[] {
  const code = isAnonymous ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE'
  const told = errors.flatMap((error) => {
    const node = nodes.get(error)
    if (node === undefined) return []
    const scopes = showMissingScopes ? missingScopes(node) : []
    return [{ ...error, extensions: scopes.length === 0 ? { code } : { code, missingScopes: scopes } }]
  })
  if (suppressedErrorCount === 0) return told
  return [...told, { message: `${suppressedErrorCount} more places are denied.`, extensions: { code } }]
}
