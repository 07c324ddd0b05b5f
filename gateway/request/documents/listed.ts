import {
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { GatewayError } from '../../errors.ts'
import { parseWithinLimits, type Limits } from '../../traffic/limits.ts'
import type { TrustedDocuments, TrustedTool, TrustMode } from './documents.ts'
import type { ListedDocument } from './manifest.ts'
import { isHash } from './naming.ts'
import { sha256Hex } from '../../../kit/digest.ts'

/** What is wrong with the operations of a list, a sentence for each that names it; a good list has none. */
export function findFaults(
  listed: readonly ListedDocument[],
  schema: GraphQLSchema,
  limits: Limits,
): readonly string[] {
  const faults = listed.flatMap((document) => {
    const fault = findFault(document, schema, limits)
    return fault === undefined ? [] : [`${document.name ?? document.hash}: ${fault}`]
  })
  return [...faults, ...findDoubleTools(listed)]
}

export function trustDocuments(listed: readonly ListedDocument[], mode: TrustMode): TrustedDocuments {
  const byHash = new Map(listed.map(({ hash, text }) => [hash, text]))
  const texts = new Set(byHash.values())
  const tools = new Map(listed.flatMap((document) => readTool(document)).map((tool) => [tool.name, tool]))
  return { textOf: (hash) => byHash.get(hash), isTrusted: (text) => texts.has(text), mode, tools }
}

function findFault(listed: ListedDocument, schema: GraphQLSchema, limits: Limits): string | undefined {
  const { hash, text } = listed
  if (!isHash(hash))
    return `expected the SHA-256 of its text in hexadecimal digits; got ${JSON.stringify(hash)}`
  if (sha256Hex(text) !== hash) return `expected the SHA-256 of its text, ${sha256Hex(text)}; got ${hash}`
  try {
    const document = parseWithinLimits(text, limits)
    return (
      validate(schema, document)[0]?.message ??
      findMisnaming(listed, document) ??
      findNoTool(listed, document)
    )
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof GatewayError) return error.message
    throw error
  }
}

/** A tool asks one question and changes nothing. */
function findNoTool({ tool }: ListedDocument, document: DocumentNode): string | undefined {
  if (tool === undefined) return undefined
  const operations = listOperations(document)
  const [operation, second] = operations
  if (operation?.operation === 'query' && second === undefined) return undefined
  return `tool: expected one query; got ${operations.map((one) => one.operation).join(', ')}`
}

/** Agents know a tool by its name alone. */
function findDoubleTools(listed: readonly ListedDocument[]): readonly string[] {
  const names = listed.filter(({ tool }) => tool !== undefined).map(({ name = '' }) => toolNameOf(name))
  const doubles = new Set(names.filter((name, at) => names.indexOf(name) !== at))
  return [...doubles].map((name) => `tool: expected each name once; got ${name} twice`)
}

/** Of a list without faults. */
function readTool({ name = '', text, tool }: ListedDocument): readonly TrustedTool[] {
  if (tool === undefined) return []
  const [operation] = listOperations(parse(text, { noLocation: true }))
  return operation === undefined ? [] : [{ name: toolNameOf(name), text, description: tool, operation }]
}

/** `CarParksNear` as tools are called: `car_parks_near`. */
function toolNameOf(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()
}

function listOperations({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
}

/** Whether the document holds what the manifest says of it. */
function findMisnaming({ name, type }: ListedDocument, document: DocumentNode): string | undefined {
  const operations = listOperations(document)
  if (operations.length === 0) return 'expected an operation; got none'
  if (name === undefined) return undefined
  const isThere = operations.some((one) => one.name?.value === name && one.operation === type)
  if (isThere) return undefined
  const got = operations.map((one) => `${one.operation} ${one.name?.value ?? 'without a name'}`).join(', ')
  return `expected ${type} ${name}; got ${got}`
}
