import { parse, print } from 'graphql'
import { composeServices } from '@apollo/composition'
import { expect, it } from 'vitest'
import { createEngine, EngineError } from '../index.ts'

const nest = (depth: number): string => `${'{ n '.repeat(depth)}{ a }${' }'.repeat(depth)}`

const { supergraphSdl = '' } = composeServices([
  {
    name: 'letters',
    url: 'http://letters.test',
    typeDefs: parse(`
      type Query { n: Node }
      type Node { n: Node a: Int b: Int }
    `),
  },
])

/** Plans `query` with a planner that finds no plan for anything with a field `a`, or says `later` from the second time. */
async function refuse(query: string, later: Error = new Error('no plan')) {
  let plans = 0
  const engine = createEngine({
    supergraph: supergraphSdl,
    planner: {
      plan(operation) {
        plans++
        if (plans > 1 && later instanceof EngineError) return Promise.reject(later)
        return / a\b/.test(print(operation))
          ? Promise.reject(new Error('no plan'))
          : Promise.resolve(undefined)
      },
    },
    memoryBytes: 1_000_000,
    fetch: () => Promise.reject(new Error('expected no fetch')),
  })
  const operation = engine.prepare(parse(query, { noLocation: true }))
  const error: unknown = await Promise.resolve(operation.plan({})).catch((reason: unknown) => reason)
  return { error, plans }
}

const UNNAMED = { code: 'PLAN_NOT_POSSIBLE', message: 'No plan was found for this operation.' }

it('names the field of a small operation', async () => {
  const { error } = await refuse('{ n { b a } }')
  expect(error).toMatchObject({ code: 'PLAN_NOT_POSSIBLE', details: { field: 'Node.a', path: ['n', 'a'] } })
})

it('plans an operation at most twelve times again', async () => {
  const { error, plans } = await refuse(nest(12))
  expect(error).toMatchObject(UNNAMED)
  expect(plans).toBe(1 + 12)
})

it('does not plan a long operation again', async () => {
  const aliases = Array.from({ length: 400 }, (_, index) => `alias${index}: b`)
  const { error, plans } = await refuse(`{ n { a ${aliases.join(' ')} } }`)
  expect(error).toMatchObject(UNNAMED)
  expect(plans).toBe(1)
})

it.each(['OPERATION_TOO_COMPLEX', 'OVERLOADED'])('stops when the planner says %s', async (code) => {
  const { error, plans } = await refuse('{ n { b a } }', new EngineError(code, 'Not now.'))
  expect(error).toMatchObject(UNNAMED)
  expect(plans).toBe(2)
})
