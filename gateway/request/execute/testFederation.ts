import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { FieldNode, FormattedExecutionResult } from 'graphql'
import { getVariableValues, parse, validate, visit } from 'graphql'
import { buildSnapshot } from '../../snapshot.ts'
import type { SubgraphCall, SubgraphRequest } from '../fetch/fetch.ts'
import { createLocalTransport } from '../fetch/local.ts'
import { normaliseOperation } from '../operation/normalise.ts'
import type { CompiledPlan } from '../plan/plan.ts'
import { compilePlan } from '../plan/plan.ts'
import { projectAnswer } from '../respond/project.ts'
import { executePlan } from './execute.ts'

type SubgraphModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>

export interface TestSubgraph {
  readonly types: string
  readonly resolvers?: NonNullable<SubgraphModule['resolvers']>
  /** Answers in place of the resolvers. */
  readonly call?: SubgraphCall
}

export interface TestRequest {
  readonly variables?: Record<string, unknown>
  /** Names of fields that the caller may not see. */
  readonly denied?: readonly string[]
  readonly signal?: AbortSignal
}

/** Small subgraphs, composed and behind the engine: what it answers and what it asks of whom. */
export function createTestFederation(subgraphs: Readonly<Record<string, TestSubgraph>>) {
  const snapshot = buildSnapshot(compose(subgraphs))
  const transports = new Map(
    Object.entries(subgraphs).map(([name, subgraph]) => [name, transportOf(name, subgraph)]),
  )
  const plan = (query: string, denied: readonly string[] = []): CompiledPlan => {
    const document = parse(query)
    const [invalid] = validate(snapshot.apiSchema, document)
    if (invalid !== undefined) throw invalid
    const operation = normaliseOperation(document, undefined)
    const nodes = new Set<FieldNode>()
    visit(operation.definition, {
      Field: (node) => void (denied.includes(node.name.value) && nodes.add(node)),
    })
    return compilePlan(snapshot, operation, nodes)
  }
  const ask = async (query: string, { variables = {}, denied, signal }: TestRequest = {}) => {
    const compiled = plan(query, denied)
    const requests: SubgraphRequest[] = []
    const call: SubgraphCall = (request) => {
      requests.push(request)
      return (
        transports.get(request.subgraph)?.(request) ??
        Promise.reject(new Error(`no subgraph ${request.subgraph}`))
      )
    }
    const { coerced, errors: invalid } = getVariableValues(
      snapshot.apiSchema,
      compiled.operation.definition.variableDefinitions ?? [],
      variables,
    )
    if (coerced === undefined) throw new AggregateError(invalid)
    const execution = await executePlan(compiled, {
      variables: coerced,
      call,
      signal: signal ?? new AbortController().signal,
      requestId: 'test',
    })
    const { data, errors } = projectAnswer(compiled, execution)
    const answer: FormattedExecutionResult = {
      data: JSON.parse(data),
      ...(errors.length === 0 ? {} : { errors }),
    }
    return { answer, text: data, requests, calls: requests.map(({ subgraph }) => subgraph) }
  }
  return { snapshot, plan, ask }
}

function compose(subgraphs: Readonly<Record<string, TestSubgraph>>): string {
  const services = Object.entries(subgraphs).map(([name, { types }]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(link(types)),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined)
    throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'))
  return supergraphSdl
}

function transportOf(name: string, { types, resolvers, call }: TestSubgraph): SubgraphCall {
  if (call !== undefined) return call
  const schema = buildSubgraphSchema({ typeDefs: parse(link(types)), resolvers: resolvers ?? {} })
  return createLocalTransport({ name, schema, createContext: () => ({}) })
}

const DIRECTIVES = [
  'key',
  'requires',
  'provides',
  'external',
  'shareable',
  'override',
  'inaccessible',
  'interfaceObject',
  'context',
  'fromContext',
]

function link(types: string): string {
  const imports = DIRECTIVES.filter((name) => types.includes(`@${name}`)).map((name) => `"@${name}"`)
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: [${imports.join(', ')}])\n${types}`
}
