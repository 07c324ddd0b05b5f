import type { Topics, TopicState } from '../_kit/events/topic.ts'
import type { TransportSource } from './source.ts'

/** What the bureau's subscriptions follow. */
export const topics: Topics<TransportSource> = {
  carParks: {
    feeds: ({ carParks }) => [carParks.feeds.live],
    states: listCarParks,
    tellsChanges: true,
  },
  borderCheckpoints: {
    feeds: ({ border }) => [border.feeds.status],
    states: listCheckpoints,
    tellsChanges: true,
  },
  busRoutes: {
    feeds: ({ buses }) => [buses.feeds.live],
    states: listRoutes,
    tellsChanges: true,
  },
  roadWorks: {
    feeds: ({ roads }) => [roads.feeds.works],
    states: ({ roads }) =>
      roads.works().all.map((work) => ({ key: work.id, state: work, attributes: { area: work.area } })),
    tellsChanges: false,
  },
}

/** A count that is the same a little later is no change. */
function* listCarParks({ carParks }: TransportSource): Iterable<TopicState> {
  const { byId } = carParks.parks()
  for (const [id, { observedAt: _, ...counts }] of carParks.live()) {
    const place = byId.get(id)?.place
    const area = carParks.capacities().get(id)?.area ?? null
    yield {
      key: id,
      state: counts,
      attributes: { area, ...(place && { place: { lat: place.lat, lng: place.lng } }) },
    }
  }
}

function* listCheckpoints({ border }: TransportSource): Iterable<TopicState> {
  const halls = border.halls()
  for (const { id, portIds } of border.checkpoints().all) {
    const levels = portIds
      .flatMap((port) => halls.get(port) ?? [])
      .map(({ direction, level }) => [direction, level])
    yield { key: id, state: levels }
  }
}

/** A route whose last bus has left is told as well. */
function* listRoutes({ buses }: TransportSource): Iterable<TopicState> {
  const { byRoute } = buses.live()
  for (const { id } of buses.routes().all) {
    const running = (byRoute.get(id) ?? []).map((bus) => ({ ...bus, observedAt: undefined }))
    yield { key: id, state: running }
  }
}
