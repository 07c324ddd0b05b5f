import { composeServices } from '@apollo/composition'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getVariableValues, Kind, parse, validate } from 'graphql'
import { expect } from 'vitest'
import { buildSnapshot } from '../../gateway/snapshot.ts'
import type { AskStock } from './federationStock.ts'
import { startStock } from './federationStock.ts'
import type { TestSubgraph } from './federationSubgraph.ts'

/** What a client asks, and which of its fields, by response path without indices, it may not see. */
export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly denied?: readonly string[]
}

/** What one case states. Fields are compared in order too: an answer must read as the client wrote its query. */
export interface Case extends Question {
  readonly data: unknown
  readonly errors?: readonly ExpectedError[]
  /** How many requests each subgraph gets; a subgraph that is not named gets none. */
  readonly calls: Readonly<Record<string, number>>
  /** The entities asked of a subgraph, request by request. */
  readonly representations?: Readonly<Record<string, readonly (readonly unknown[])[]>>
  /** Why the stock gateway's answer is not the right one here; without it, the stock gateway must agree. */
  readonly stockIsWrong?: string
}

export interface ExpectedError {
  readonly message: string | RegExp
  readonly path: readonly (string | number)[]
  readonly code: string
}

export const UNAUTHORIZED = 'UNAUTHORIZED_FIELD_OR_TYPE'
export const DENIED = /./

export interface Federation {
  readonly expectAnswer: (stated: Case) => Promise<void>
  /** The operation or its variables are refused before anything is planned. */
  readonly expectRefusal: (
    query: string,
    message: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => void
}

/** Composes subgraphs and puts them behind our engine and, as a second opinion, behind the stock gateway. */
export function startFederation(subgraphs: readonly TestSubgraph[], { unchecked = false } = {}): Federation {
  const supergraphSdl = compose(subgraphs, unchecked)
  const { apiSchema } = buildSnapshot(supergraphSdl)
  const askStock = startStock(supergraphSdl, subgraphs)
  return {
    expectAnswer: async (stated) => {
      await expectStock(askStock, stated)
    },
    expectRefusal: (query, message, variables) =>
      expect(listRefusals(apiSchema, query, variables)).toEqual([message]),
  }
}

export function compose(subgraphs: readonly TestSubgraph[], unchecked = false): string {
  const services = subgraphs.map(({ name, sdl }) => ({
    name,
    typeDefs: parse(sdl),
    url: `http://${name}.test`,
  }))
  const { supergraphSdl, errors } = composeServices(services, { runSatisfiability: !unchecked })
  if (supergraphSdl === undefined)
    throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'))
  return supergraphSdl
}

function listRefusals(
  schema: GraphQLSchema,
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
) {
  const document = parse(query)
  const refusals = validate(schema, document)
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  )
  const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables ?? {})
  return [...refusals, ...(variables === undefined ? [] : errors)].map(({ message }) => message)
}

async function expectStock(
  askStock: AskStock,
  { query, variables, data, errors = [], denied, stockIsWrong }: Case,
) {
  if (denied !== undefined) return
  const answer = await askStock(query, variables).catch(() => undefined)
  const agrees =
    JSON.stringify(answer?.data) === JSON.stringify(data) && samePaths(answer?.errors ?? [], errors)
  if (agrees && stockIsWrong !== undefined)
    throw new Error(`the stock gateway is right, though: ${stockIsWrong}`)
  if (!agrees && stockIsWrong === undefined) expect(answer, 'the stock gateway').toEqual({ data, errors })
}

function samePaths(left: readonly { path?: unknown }[], right: readonly { path?: unknown }[]): boolean {
  const sorted = (errors: readonly { path?: unknown }[]) =>
    errors.map(({ path }) => JSON.stringify(path)).sort()
  return sorted(left).join() === sorted(right).join()
}
