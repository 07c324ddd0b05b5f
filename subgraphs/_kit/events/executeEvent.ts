import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type FormattedExecutionResult,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { isGraphEvent, type GraphEvent } from '../../../kit/events/graphEvent.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { Subgraph } from '../subgraph.ts'

/** The event for which a gateway asks; undefined in any other request. */
export function eventOf(body: unknown): GraphEvent | undefined {
  const event = isRecord(body) && isRecord(body.extensions) ? body.extensions.event : undefined
  return isGraphEvent(event) ? event : undefined
}

/** Executes a subscription once, for an event: its field is resolved from what has happened. */
export async function executeEvent(
  { schema, createContext }: Pick<Subgraph, 'schema' | 'createContext'>,
  body: unknown,
  event: GraphEvent,
): Promise<FormattedExecutionResult> {
  const { query, variables } = isRecord(body) ? body : {}
  if (typeof query !== 'string') return { errors: [{ message: 'Expected a subscription as "query".' }] }
  const document = readDocument(schema, query)
  if (document instanceof GraphQLError) return { errors: [document.toJSON()] }
  const result = await execute({
    schema,
    document,
    rootValue: event,
    contextValue: createContext(),
    variableValues: isRecord(variables) ? variables : {},
  })
  const { errors, ...data } = result
  return errors === undefined ? data : { ...data, errors: errors.map((error) => error.toJSON()) }
}

const REMEMBERED_DOCUMENTS = 200
const documents = new WeakMap<Subgraph['schema'], LRUCache<string, DocumentNode>>()

function readDocument(schema: Subgraph['schema'], text: string): DocumentNode | GraphQLError {
  const known = documents.get(schema) ?? new LRUCache<string, DocumentNode>({ max: REMEMBERED_DOCUMENTS })
  documents.set(schema, known)
  const remembered = known.get(text)
  if (remembered !== undefined) return remembered
  try {
    const document = parse(text, { noLocation: true })
    const [error] = validate(schema, document)
    if (error !== undefined) return error
    known.set(text, document)
    return document
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}
