import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'graphql'
import { beforeAll, expect, it } from 'vitest'
import { readConfig } from '../gateway/process/config/config.ts'
import { buildGraph, type Graph } from '../gateway/graph/graph.ts'
import { printPlan } from '../engine/index.ts'
import { examples } from './kit/examples.ts'
import { planHere } from './kit/planHere.ts'

let graph: Graph
beforeAll(async () => {
  const sdl = readFileSync(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8')
  const askNobody = () => {
    throw new Error('expected that nobody asks')
  }
  graph = await buildGraph(sdl, readConfig({}), askNobody, planHere(sdl))
})

/** Refreshed by UPDATE_GOLDEN=1, to be read before it is committed: each call costs a request its time. */
it.each(examples)('$name is planned as before', async ({ name, text }) => {
  const planned = await graph.prepare(parse(text), undefined).operation.plan()
  const plan = printPlan(planned.describe())
  const golden = new URL(`plans/${name}.plan.txt`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, plan)
  expect(plan).toBe(readFileSync(golden, 'utf8'))
})
