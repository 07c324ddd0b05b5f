// node fetchClient.mjs GATEWAY PACKAGE: the small client of the package; prints its answers.
import { pathToFileURL } from 'node:url'

const [address, folder] = process.argv.slice(2)
const { createGraphClient, isDenied, isRetryable, codeOf } = await import(
  pathToFileURL(`${folder}/index.js`).href
)
const ask = createGraphClient({ url: `${address}/graphql` })
const query = 'query One($id: ID!) { carPark(id: $id) { id freeSpaces { cars } } }'
const known = await ask(query, { id: '6001' }, { provenance: true })
const again = await ask(query, { id: '6001' })
const denied = await ask('{ buses(first: 1) { nodes { id plate } } }', {})
const away = await createGraphClient({ url: 'http://127.0.0.1:1/graphql' })(query, { id: '6001' })
const aborted = await ask(query, { id: '6001' }, { signal: AbortSignal.abort() })
process.stdout.write(
  JSON.stringify({
    known,
    again,
    denied: denied.errors.map((error) => [isDenied(error), isRetryable(error), codeOf(error)]),
    away: away.errors.map((error) => [error.extensions.code, isRetryable(error)]),
    aborted: aborted.errors.map((error) => error.extensions.code),
  }),
)
