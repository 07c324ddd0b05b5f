import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'graphql'
import { beforeAll, expect, it } from 'vitest'
import { readConfig } from '../gateway/process/config/config.ts'
import { buildGraph, type Graph } from '../gateway/graph/graph.ts'
import { printPlan } from '../engine/index.ts'
import { acceptFeatures } from '../gateway/graph/watchSupergraph.ts'
import { examples } from './kit/examples.ts'

let graph: Graph
beforeAll(async () => {
  const sdl = readFileSync(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8')
  graph = await buildGraph(acceptFeatures(sdl), readConfig({}), () => {
    throw new Error('expected that nobody asks')
  })
})

/** Refreshed by UPDATE_GOLDEN=1, to be read before it is committed: each call costs a request its time. */
it.each(examples)('$name is planned as before', async ({ name, text }) => {
  const planned = await graph.prepare(parse(text), undefined).operation.plan()
  const plan = printPlan(planned.describe())
  const golden = new URL(`plans/${name}.plan.txt`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, plan)
  expect(plan).toBe(readFileSync(golden, 'utf8'))
})
