import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../../kit/built.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'
import { median } from '../../kit/statistics.mjs'

/** Prepares one operation as the gateway does at first sight, and says how many milliseconds it took. */
const { supergraph, query } = readSetting()
const { parse, validate } = requireItsGraphql()
const [{ buildSnapshot }, { normaliseOperation }, { compilePlan }] = await Promise.all([
  importBuilt('engine/supergraph/snapshot'),
  importBuilt('engine/operation/normaliseOperation'),
  importBuilt('engine/plan/plan'),
])
const REPEATS = 7

const sdl = readFileSync(supergraph, 'utf8')
const cold = prepare()
const repeats = Array.from({ length: REPEATS }, prepare)
announce({
  snapshot: cold.snapshot,
  first: cold.operation,
  again: median(repeats.map(({ operation }) => operation)),
  calls: cold.calls,
})

function prepare() {
  const start = performance.now()
  const snapshot = buildSnapshot(sdl)
  const loaded = performance.now()
  const document = parse(query)
  const problems = validate(snapshot.apiSchema, document)
  if (problems.length > 0)
    throw new Error(`The example is not valid: ${problems.map(({ message }) => message).join(' ')}`)
  const plan = compilePlan(snapshot, normaliseOperation(document, undefined), new Set())
  return { snapshot: loaded - start, operation: performance.now() - loaded, calls: plan.calls.length }
}
