import { graphql } from 'graphql'
import { addHead } from './wire.mjs'

/**
 * Answers by the exact text of the request: computed once by the real schema, then only looked up. So a subgraph
 * costs next to nothing and the gateway in front of it is what gets measured.
 * @param {() => import('graphql').GraphQLSchema} createSchema
 */
export function createMemory(createSchema) {
  let schema
  /** @type {Map<string, Promise<Buffer>>} */
  const pending = new Map()
  /** @type {Map<string, Buffer>} */
  const known = new Map()

  /**
   * @param {string} body as Latin-1: the cheapest text to look up by
   * @returns {Buffer | Promise<Buffer>}
   */
  return function answer(body) {
    return known.get(body) ?? computeOnce(body)
  }

  function computeOnce(body) {
    const underWay = pending.get(body)
    if (underWay) return underWay
    const computing = compute((schema ??= createSchema()), body).then((answer) => {
      known.set(body, answer)
      pending.delete(body)
      return answer
    })
    pending.set(body, computing)
    return computing
  }
}

async function compute(schema, body) {
  const request = JSON.parse(Buffer.from(body, 'latin1').toString())
  const answers = Array.isArray(request)
    ? await Promise.all(request.map((one) => execute(schema, one)))
    : await execute(schema, request)
  return addHead(Buffer.from(JSON.stringify(answers)))
}

function execute(schema, { query, variables, operationName }) {
  return graphql({ schema, source: query, variableValues: variables, operationName })
}
