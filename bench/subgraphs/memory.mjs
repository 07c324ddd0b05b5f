import { addHead } from './wire.mjs'

/**
 * Answers by the exact text of the request: computed once by the real subgraph, then only looked up. So a subgraph
 * costs next to nothing and the gateway in front of it is what gets measured.
 * @param {(request: import('../graphs/graph.mjs').Request) => Promise<object>} execute
 */
export function createMemory(execute) {
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
    const computing = compute(execute, body).then((answer) => {
      known.set(body, answer)
      pending.delete(body)
      return answer
    })
    pending.set(body, computing)
    return computing
  }
}

async function compute(execute, body) {
  const request = JSON.parse(Buffer.from(body, 'latin1').toString())
  const answer = Array.isArray(request) ? await Promise.all(request.map(execute)) : await execute(request)
  return addHead(Buffer.from(JSON.stringify(answer)))
}
