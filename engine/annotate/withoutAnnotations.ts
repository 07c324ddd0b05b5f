import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql'
import type { SubgraphRequest } from '../run/subgraphFetcher.ts'

/** A request without its annotations. It is of no prepared fetch any more, so no cache divides it. */
export function withoutAnnotations(request: SubgraphRequest, aliases: ReadonlySet<string>): SubgraphRequest {
  const document = visit(parse(request.query, { noLocation: true }), {
    [Kind.FIELD]: ({ alias }) => (alias !== undefined && aliases.has(alias.value) ? null : undefined),
    // Such as one for a member of a union of which the client wants no field.
    [Kind.INLINE_FRAGMENT]: {
      leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
    },
  })
  const query = stripIgnoredCharacters(print(document))
  const body = `{"query":${JSON.stringify(query)},"variables":${request.variables}}`
  return { ...request, query, body, fetch: undefined }
}
