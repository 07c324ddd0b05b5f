// node apollo.mjs GATEWAY PACKAGE: a page of car parks in Apollo Client's cache, and a poll of one of them. Prints what was asked.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { pathToFileURL } from 'node:url'

const [address, folder] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(`${folder}/${name}`).href)
const { typePolicies } = await load('apollo.js')
const { possibleTypes } = await load('index.js')

const PAGE = gql`
  query Page($after: String) {
    carParks(first: 3, after: $after) {
      nodes {
        id
        name {
          en
        }
        freeSpaces {
          cars
          motorcycles
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`
const POLL = gql`
  query Poll($id: ID!) {
    carPark(id: $id) {
      id
      freeSpaces {
        cars
        observedAt
      }
    }
  }
`

async function run(cache) {
  const asked = []
  const count = new ApolloLink((operation, forward) => {
    asked.push(operation.operationName)
    return forward(operation)
  })
  const client = new ApolloClient({ link: count.concat(new HttpLink({ uri: `${address}/graphql` })), cache })
  const page = client.watchQuery({ query: PAGE })
  let watching
  const data = await new Promise((resolve) => {
    watching = page.subscribe((state) => state.data?.carParks && resolve(state.data))
  })
  const { nodes, pageInfo } = data.carParks
  for (let turn = 0; turn < 3; turn++)
    await client.query({ query: POLL, variables: { id: nodes[0].id }, fetchPolicy: 'network-only' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const afterPolls = [...asked]
  await page.fetchMore({ variables: { after: pageInfo.endCursor } })
  const whole = client.readQuery({ query: PAGE })
  watching.unsubscribe()
  client.stop()
  return { asked: afterPolls, ids: whole?.carParks.nodes.map(({ id }) => id) ?? null }
}

process.stdout.write(
  JSON.stringify({
    with: await run(new InMemoryCache({ possibleTypes, typePolicies: typePolicies() })),
    without: (await run(new InMemoryCache())).asked,
  }),
)
