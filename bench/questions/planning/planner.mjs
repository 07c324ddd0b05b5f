import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../../kit/built.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'
import { median } from '../../kit/statistics.mjs'

/** Prepares one operation as the gateway does at first sight, and says how many milliseconds it took. */
const { supergraph, query } = readSetting()
const { parse } = requireItsGraphql()
const { createEngine, createPlanner } = await importBuilt('engine/index')
const REPEATS = 7

const sdl = readFileSync(supergraph, 'utf8')
const cold = await prepare()
const repeats = []
for (let run = 0; run < REPEATS; run++) repeats.push(await prepare())
announce({
  snapshot: cold.snapshot,
  first: cold.operation,
  again: median(repeats.map(({ operation }) => operation)),
  calls: cold.calls,
})

async function prepare() {
  const start = performance.now()
  const engine = createEngine({
    supergraph: sdl,
    planner: await createPlanner(sdl),
    memoryBytes: 0,
    fetch: refuse,
  })
  const loaded = performance.now()
  const document = parse(query)
  const problems = engine.validate(document)
  if (problems.length > 0)
    throw new Error(`The example is not valid: ${problems.map(({ message }) => message).join(' ')}`)
  const plan = engine.prepare(document).plan()
  const operation = performance.now() - loaded
  return { snapshot: loaded - start, operation, calls: plan.describe().calls.length }
}

function refuse() {
  throw new Error('expected that nobody asks')
}
