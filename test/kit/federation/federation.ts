import { composeServices } from '@apollo/composition'
import type { GraphQLSchema } from 'graphql'
import { getOperationAST, getVariableValues, parse, validate } from 'graphql'
import { expect } from 'vitest'
import type { Case, ExpectedError } from './case.ts'
import { expectEngine, expectStock } from './case.ts'
import type { AskEngine, Question } from './engine.ts'
import { startEngine } from './engine.ts'
import { startStock } from './stock.ts'
import type { TestSubgraph } from './subgraph.ts'

export interface Federation {
  readonly ask: AskEngine
  readonly expectAnswer: (stated: Case) => Promise<void>
  /** The operation or its variables are refused before anything is planned. */
  readonly expectRefusal: (query: string, message: string, variables?: Question['variables']) => void
  /** The operation is valid, but no plan can answer this field of it. */
  readonly expectNoPlan: (query: string, field: string, path: readonly string[]) => Promise<void>
}

/** The error at the place of a field that the caller may not see. */
export function denied(field: string, path: NonNullable<ExpectedError['path']>): ExpectedError {
  return { message: `You may not see ${field}.`, path, code: 'UNAUTHORIZED_FIELD_OR_TYPE' }
}

/** Composes subgraphs and puts them behind our engine and, as a second opinion, behind the stock gateway. */
export function startFederation(subgraphs: readonly TestSubgraph[], { unchecked = false } = {}): Federation {
  const supergraphSdl = compose(subgraphs, unchecked)
  const { schema, ask } = startEngine(supergraphSdl, subgraphs)
  const stocks = new Map<string, ReturnType<typeof startStock>>()
  const stockFor = (labels: readonly string[]) => {
    const key = labels.join()
    const settled = subgraphs.map((subgraph) => settleLabels(subgraph, labels))
    const askStock = stocks.get(key) ?? startStock(compose(settled, unchecked), settled)
    stocks.set(key, askStock)
    return askStock
  }
  return {
    ask,
    expectAnswer: async (stated) => {
      await expectEngine(ask, stated)
      await expectStock(stockFor(stated.labels ?? []), stated)
    },
    expectRefusal: (query, message, variables) =>
      expect(listRefusals(schema, query, variables)).toEqual([message]),
    expectNoPlan: (query, field, path) =>
      expect(ask({ query })).rejects.toMatchObject({
        code: 'PLAN_NOT_POSSIBLE',
        message: `No plan was found for ${field} at ${path.join('.')}.`,
        details: { field, path },
      }),
  }
}

/** The stock gateway follows no label: what is on is to it an override without one. */
function settleLabels<Subgraph extends TestSubgraph>(
  subgraph: Subgraph,
  labels: readonly string[],
): Subgraph {
  const isOn = (label: string) => label === 'percent(100)' || labels.includes(label)
  const sdl = subgraph.sdl.replaceAll(/, label: "([^"]+)"/g, (argument, label) =>
    isOn(label) ? '' : argument,
  )
  return { ...subgraph, sdl }
}

/** The supergraph of some subgraphs; `unchecked` leaves out whether every field can be reached. */
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
  variables: Question['variables'],
): readonly string[] {
  const document = parse(query)
  const refusals = validate(schema, document)
  const definitions = getOperationAST(document)?.variableDefinitions ?? []
  const { errors = [] } = variables === undefined ? {} : getVariableValues(schema, definitions, variables)
  return [...refusals, ...errors].map(({ message }) => message)
}
