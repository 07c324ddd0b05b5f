// node ask.mjs GATEWAY ARTIFACTS: asks a gateway with Relay's runtime as its hooks do, and prints what the store has then.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import relay from 'relay-runtime'

const [address, artifacts] = process.argv.slice(2)
const artifact = (name) => createRequire(import.meta.url)(join(artifacts, `${name}.graphql.js`))

const sent = []
async function ask({ text }, variables) {
  sent.push(variables)
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: text, variables }),
  })
  return response.json()
}

function createEnvironment() {
  return new relay.Environment({
    network: relay.Network.create(ask),
    store: new relay.Store(new relay.RecordSource()),
    // Of Relay's own `id`: the graph's ids are unique within their types alone.
    getDataID: ({ globalId }) => globalId,
  })
}

const load = (environment, query, variables) => relay.fetchQuery(environment, query, variables).toPromise()

function readFragment(environment, fragment, owner) {
  const selector = relay.getSingularSelector(fragment, owner)
  return environment.lookup(selector).data
}

/** A fragment with a connection below an operation, which `usePaginationFragment` would show. */
async function openPages(queryName, fragmentName, variables, ownerOf) {
  const environment = createEnvironment()
  const query = artifact(queryName)
  const fragment = artifact(fragmentName)
  await load(environment, query, variables)
  const operation = relay.createOperationDescriptor(query, variables)
  environment.retain(operation)
  const owner = () => ownerOf(environment.lookup(operation.fragment).data)
  const { paginationRequest, paginationMetadata } = relay.getPaginationMetadata(fragment, fragmentName)
  const { identifierInfo } = relay.getRefetchMetadata(fragment, fragmentName)
  const read = () => readFragment(environment, fragment, owner())
  const turn = async (direction, count, cursor) => {
    const { variables: base } = relay.getSingularSelector(fragment, owner())
    const next = relay.getPaginationVariables(direction, count, cursor, base, {}, paginationMetadata)
    const data = read()
    await load(environment, paginationRequest, {
      ...next,
      ...(identifierInfo && {
        [identifierInfo.identifierQueryVariableName]: data[identifierInfo.identifierField],
      }),
    })
  }
  return { environment, read, turn }
}

const idsOf = ({ edges }) => edges.map(({ node }) => node.id)

async function pageMuseums() {
  const open = (variables) =>
    openPages('documentsMuseumsQuery', 'documentsMuseums_query', variables, (data) => data)
  const museums = await open({ first: 5 })
  const forward = async () => museums.turn('forward', 5, museums.read().museums.pageInfo.endCursor)
  const [first] = [museums.read().museums]
  await forward()
  await forward()
  const third = museums.read().museums
  // Elsewhere one begins in the middle and turns back.
  const middle = await open({ first: 5, after: first.pageInfo.endCursor })
  const begun = middle.read().museums
  await middle.turn('backward', 5, begun.pageInfo.startCursor)
  const back = middle.read().museums
  return {
    first: idsOf(first),
    afterTwoForward: idsOf(third),
    middle: idsOf(begun),
    afterOneBack: idsOf(back),
    pageInfo: third.pageInfo,
    backInfo: back.pageInfo,
    museums,
  }
}

async function refetchMuseum({ environment, read }) {
  const fragment = artifact('documentsMuseum_museum')
  const { node } = read().museums.edges[0]
  const before = readFragment(environment, fragment, node)
  const { refetchableRequest, identifierInfo } = relay.getRefetchMetadata(fragment, 'documentsMuseum_museum')
  await load(environment, refetchableRequest, {
    [identifierInfo.identifierQueryVariableName]: before[identifierInfo.identifierField],
  })
  const records = Object.keys(environment.getStore().getSource().toJSON())
  return {
    before,
    after: readFragment(environment, fragment, node),
    records: records.filter((id) => id.startsWith('Museum:')),
  }
}

async function pageCarParks() {
  const carParks = await openPages(
    'documentsAreaQuery',
    'documentsCarParks_area',
    { area: 'se', count: 3 },
    ({ administrativeArea }) => administrativeArea,
  )
  await carParks.turn('forward', 3, carParks.read().carParks.pageInfo.endCursor)
  return idsOf(carParks.read().carParks)
}

const { museums, ...paged } = await pageMuseums()
const refetched = await refetchMuseum(museums)
process.stdout.write(JSON.stringify({ paged, refetched, carParks: await pageCarParks(), sent }))
