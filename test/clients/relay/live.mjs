// node live.mjs GATEWAY ARTIFACTS: reads an answer in parts and one event with Relay's runtime, and prints what the store has then.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import relay from 'relay-runtime'
import { createNetwork } from './network.mjs'

const [address, artifacts] = process.argv.slice(2)
const artifact = (name) => createRequire(import.meta.url)(join(artifacts, `${name}.graphql.js`))

const environment = new relay.Environment({
  network: createNetwork(`${address}/graphql`),
  store: new relay.Store(new relay.RecordSource()),
  getDataID: ({ globalId }) => globalId,
})

/** What the page shows at each moment, its deferred fragment with it. */
async function readPage() {
  const query = artifact('documentsPageQuery')
  const operation = relay.createOperationDescriptor(query, {})
  const shown = []
  const look = () => {
    const { data } = environment.lookup(operation.fragment)
    const selector = relay.getSingularSelector(artifact('documentsAround_museum'), data.museum)
    const around = environment.lookup(selector)
    shown.push({
      name: data.museum.name.pt,
      stop: around.isMissingData ? null : around.data.place.nearbyStops[0].stop.id,
      lines: data.lrtLines.length,
    })
  }
  await new Promise((resolve, reject) => {
    environment.execute({ operation }).subscribe({ next: look, complete: resolve, error: reject })
  })
  return shown
}

function readEvent() {
  return new Promise((resolve, reject) => {
    const subscription = relay.requestSubscription(environment, {
      subscription: artifact('documentsCarParkSubscription'),
      variables: { ids: ['6001'] },
      onError: reject,
      onNext(data) {
        subscription.dispose()
        resolve(data.carParkChanged)
      },
    })
  })
}

process.stdout.write(JSON.stringify({ page: await readPage(), event: await readEvent() }))
