/** graphs/fan.mjs by hand: the list, then one call to every further subgraph at once. */
const THINGS = JSON.stringify('query($count:Int!){things(count:$count){id label}}')

/**
 * @param {{ count: number }} variables
 * @param {(name: string, body: string) => Promise<any>} call
 * @param {readonly string[]} names every subgraph, the list's first
 */
export async function answer({ count }, call, names) {
  const [root, ...spokes] = names
  const { things } = await call(root, `{"query":${THINGS},"variables":{"count":${count}}}`)
  const keys = things.map(({ id }) => `{"__typename":"Thing","id":${JSON.stringify(id)}}`).join()
  await Promise.all(spokes.map((name, index) => addField(things, call, name, `field${index + 1}`, keys)))
  return JSON.stringify({ data: { things } })
}

async function addField(things, call, name, field, keys) {
  const query = `query($r:[_Any!]!){_entities(representations:$r){...on Thing{${field}}}}`
  const { _entities } = await call(name, `{"query":"${query}","variables":{"r":[${keys}]}}`)
  for (const [index, thing] of things.entries()) thing[field] = _entities[index][field]
}
