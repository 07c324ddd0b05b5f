import {
  getLocation,
  NoSchemaIntrospectionCustomRule,
  Source,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import { INCREMENTAL_RULES, KnownOperationTypesRule } from '../../engine/index.ts'

/** More help nobody, and each costs a search for names that are alike. */
const MAX_ERRORS = 5
const MAX_LOCATIONS = 2

const RULES = [...specifiedRules, KnownOperationTypesRule, ...INCREMENTAL_RULES]
const RULES_WITHOUT_INTROSPECTION = [...RULES, NoSchemaIntrospectionCustomRule]

/** What is wrong with a document, the first mistakes only; nothing for a valid one. `text` is what it was read from. */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  text: string,
  introspection: boolean,
): readonly GraphQLFormattedError[] {
  const rules = introspection ? RULES : RULES_WITHOUT_INTROSPECTION
  const options = { maxErrors: MAX_ERRORS, hideSuggestions: !introspection }
  const errors = withoutLocating(document, () => validate(schema, document, rules, options))
  if (errors.length === 0) return []
  const source = new Source(text)
  return errors.map((error) => formatMistake(error, source))
}

/**
 * graphql-js gives an error a location for each of its nodes, and counts the lines before each from the beginning: an error
 * with thousands of nodes below thousands of lines takes it seconds. Where the source has no text there is nothing to count.
 */
function withoutLocating<T>({ loc }: DocumentNode, work: () => T): T {
  if (loc === undefined) return work()
  const { source } = loc
  const { body } = source
  source.body = ''
  try {
    return work()
  } finally {
    source.body = body
  }
}

function formatMistake({ message, positions }: GraphQLError, source: Source): GraphQLFormattedError {
  const locations = positions?.slice(0, MAX_LOCATIONS).map((position) => getLocation(source, position))
  return locations === undefined ? { message } : { message, locations }
}
