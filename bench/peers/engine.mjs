import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../kit/built.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { serve } from './serve.mjs'

/** The engine without what stands around it: no admission, limits or authorisation, no deadline. */
const { supergraph: file, subgraphs } = readSetting()
const { getVariableValues, parse } = requireItsGraphql()
const [
  { createEngine, createPlanner },
  { headersKey },
  { createHttpTransport },
  { withCoalescing },
  { createScheduler },
  node,
] = await Promise.all([
  importBuilt('engine/index'),
  importBuilt('kit/headersKey'),
  importBuilt('gateway/subgraphs/httpTransport'),
  importBuilt('gateway/subgraphs/withCoalescing'),
  importBuilt('kit/concurrency/scheduler'),
  importBuilt('kit/process'),
])
node.keepNewObjectsYoung()

const MEMORY_BYTES = 64 * 1024 * 1024
const NOBODY_HANGS_UP = new AbortController().signal
const supergraph = readFileSync(file, 'utf8')
const scheduler = createScheduler()
const engine = createEngine({
  supergraph,
  planner: await createPlanner(supergraph),
  fetch: withCoalescing()(createFetcher()),
  memoryBytes: MEMORY_BYTES,
})
const operations = new Map()

announce({ url: await serve(answer) })

async function answer(body, authorization) {
  const arrival = scheduler.nextArrival()
  await scheduler.whenScheduled(arrival)
  const { query, variables = {} } = JSON.parse(body)
  const operation = operations.get(query) ?? engine.prepare(parse(query))
  operations.set(query, operation)
  const { variableDefinitions = [] } = operation.definition
  const { coerced } = getVariableValues(engine.schema, variableDefinitions, variables)
  const headers = authorization === undefined ? {} : { authorization }
  const context = {
    requestId: 'bench',
    arrival,
    client: 'bench',
    headers,
    headersKey: headersKey(headers),
    caching: undefined,
    coalesceKey: '',
  }
  const plan = await operation.plan()
  const { envelope, errors } = await plan.run({ variables: coerced, signal: NOBODY_HANGS_UP, context })
  if (errors.length > 0) throw new Error(`expected no errors, got ${JSON.stringify(errors)}`)
  return envelope
}

function createFetcher() {
  const transports = new Map(
    Object.entries(subgraphs).map(([subgraph, url]) => [
      subgraph,
      createHttpTransport({ subgraph, url, scheduler }).call,
    ]),
  )
  return (request, context) => transports.get(request.subgraph)(request, context)
}
