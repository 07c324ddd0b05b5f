import { findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'

/** What a directive of federation is called in a subgraph; one that links no federation uses the names as they are. */
export function federationName({ document }: SubgraphDocument, name: string): string {
  return findDirectiveName(document, 'https://specs.apollo.dev/federation', name) ?? name
}
