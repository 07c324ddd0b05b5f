import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../kit/built.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { serve } from './serve.mjs'

/** The engine without what stands around it: no admission, limits or authorisation, no deadline. */
const { supergraph, subgraphs } = readSetting()
const { getVariableValues, parse } = requireItsGraphql()
const [snapshots, normal, plans, execution, projection, http, flights, turns, { keepNewObjectsYoung }] =
  await Promise.all([
    importBuilt('engine/supergraph/snapshot'),
    importBuilt('engine/operation/normaliseOperation'),
    importBuilt('engine/plan/plan'),
    importBuilt('engine/run/execute'),
    importBuilt('gateway/request/respond/project'),
    importBuilt('gateway/subgraphs/httpTransport'),
    importBuilt('gateway/subgraphs/withCoalescing'),
    importBuilt('kit/concurrency/scheduler'),
    importBuilt('kit/process'),
  ])
keepNewObjectsYoung()

const NOBODY_HANGS_UP = new AbortController().signal
const snapshot = snapshots.buildSnapshot(readFileSync(supergraph, 'utf8'))
const call = flights.withSingleFlight()(createCall())
const prepared = new Map()

announce({ url: await serve(answer) })

async function answer(body, authorization) {
  const arrival = turns.nextArrival()
  await turns.awaitTurn(arrival)
  const { query, variables } = JSON.parse(body)
  const { plan, definitions } = prepare(query)
  const { coerced } = getVariableValues(snapshot.apiSchema, definitions, variables ?? {})
  const executed = await execution.executePlan(plan, {
    variables: coerced,
    call,
    signal: NOBODY_HANGS_UP,
    requestId: 'bench',
    arrival,
    headers: { authorization },
  })
  const projected = projection.projectAnswer(plan, executed)
  if (projected.errors.length > 0)
    throw new Error(`expected no errors, got ${JSON.stringify(projected.errors)}`)
  return projected.framed
}

function prepare(query) {
  const known = prepared.get(query)
  if (known) return known
  const operation = normal.normaliseOperation(parse(query), undefined)
  const made = {
    plan: plans.compilePlan(snapshot, operation, new Set()),
    definitions: operation.definition.variableDefinitions ?? [],
  }
  prepared.set(query, made)
  return made
}

function createCall() {
  const transports = new Map(
    Object.entries(subgraphs).map(([subgraph, url]) => [
      subgraph,
      http.createHttpTransport({ subgraph, url }).call,
    ]),
  )
  return (request) => transports.get(request.subgraph)(request)
}
