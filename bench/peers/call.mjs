import { Pool } from 'undici'

/**
 * One subgraph call: a pool for each subgraph, the client's token forwarded, the answer parsed.
 * @param {Readonly<Record<string, string>>} subgraphs
 */
export function createCall(subgraphs) {
  const targets = Object.fromEntries(
    Object.entries(subgraphs).map(([name, address]) => {
      const url = new URL(address)
      return [name, { pool: new Pool(url.origin), path: url.pathname }]
    }),
  )
  return async function call(name, body, authorization) {
    const { pool, path } = targets[name]
    const { body: stream } = await pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', authorization },
      body,
    })
    return JSON.parse(await stream.text()).data
  }
}
