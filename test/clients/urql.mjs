// node urql.mjs GATEWAY PACKAGE: urql with graphcache by the package's keys; prints what came, and what the cache complained of.
import { Client, fetchExchange, gql } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'

const [address, folder] = process.argv.slice(2)
const { keys } = await import(pathToFileURL(`${folder}/urql.js`).href)
const schema = JSON.parse(readFileSync(`${folder}/introspection.json`, 'utf8'))
const warnings = []
console.warn = (...words) => warnings.push(words.join(' '))
console.error = console.warn

const client = new Client({
  url: `${address}/graphql`,
  preferGetMethod: false,
  exchanges: [cacheExchange({ keys: keys(), schema }), fetchExchange],
})
const QUERY = gql`
  query {
    carParks(first: 2) {
      nodes {
        id
        name {
          en
        }
        place {
          id
        }
        freeSpaces {
          cars
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    museum(id: "mam") {
      id
      openingHours {
        asStated
      }
    }
  }
`
const first = await client.query(QUERY, {}).toPromise()
const again = await client.query(QUERY, {}, { requestPolicy: 'cache-only' }).toPromise()
process.stdout.write(
  JSON.stringify({ data: first.data, error: String(first.error ?? ''), again: again.data, warnings }),
)
