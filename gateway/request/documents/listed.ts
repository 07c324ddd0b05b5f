import { GraphQLError, Kind, validate, type DocumentNode, type GraphQLSchema } from 'graphql'
import { GatewayError } from '../../errors.ts'
import { parseWithinLimits, type Limits } from '../../traffic/limits.ts'
import type { TrustedDocuments, TrustMode } from './documents.ts'
import type { ListedDocument } from './manifest.ts'
import { isHash } from './naming.ts'
import { sha256Hex } from '../../../kit/digest.ts'

/** What is wrong with the operations of a list, a sentence for each that names it; a good list has none. */
export function findFaults(
  listed: readonly ListedDocument[],
  schema: GraphQLSchema,
  limits: Limits,
): readonly string[] {
  return listed.flatMap((document) => {
    const fault = findFault(document, schema, limits)
    return fault === undefined ? [] : [`${document.name ?? document.hash}: ${fault}`]
  })
}

export function trustDocuments(listed: readonly ListedDocument[], mode: TrustMode): TrustedDocuments {
  const byHash = new Map(listed.map(({ hash, text }) => [hash, text]))
  const texts = new Set(byHash.values())
  return { textOf: (hash) => byHash.get(hash), isTrusted: (text) => texts.has(text), mode }
}

function findFault(listed: ListedDocument, schema: GraphQLSchema, limits: Limits): string | undefined {
  const { hash, text } = listed
  if (!isHash(hash))
    return `expected the SHA-256 of its text in hexadecimal digits; got ${JSON.stringify(hash)}`
  if (sha256Hex(text) !== hash) return `expected the SHA-256 of its text, ${sha256Hex(text)}; got ${hash}`
  try {
    const document = parseWithinLimits(text, limits)
    return validate(schema, document)[0]?.message ?? findMisnaming(listed, document)
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof GatewayError) return error.message
    throw error
  }
}

/** Whether the document holds what the manifest says of it. */
function findMisnaming({ name, type }: ListedDocument, { definitions }: DocumentNode): string | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operations.length === 0) return 'expected an operation; got none'
  if (name === undefined) return undefined
  const isThere = operations.some((one) => one.name?.value === name && one.operation === type)
  if (isThere) return undefined
  const got = operations.map((one) => `${one.operation} ${one.name?.value ?? 'without a name'}`).join(', ')
  return `expected ${type} ${name}; got ${got}`
}
