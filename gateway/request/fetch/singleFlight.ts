import { abandoned } from './failure.ts'
import { Lifeline } from './lifeline.ts'
import type { SubgraphAnswer, SubgraphCall, SubgraphRequest, SubgraphWrapper } from './fetch.ts'

/**
 * Lets requests that are alike share one call while it is under way: same subgraph, body and forwarded headers. The
 * request id is no part of that, and mutations are never shared. The call is given up only when all who wait have.
 */
export function withSingleFlight(): SubgraphWrapper {
  return (next) => {
    const flights = new Map<string, Flight>()
    return (request) => {
      if (request.isMutation) return next(request)
      if (request.signal.aborted) return Promise.reject(abandoned(request.subgraph, request.signal.reason))
      const key = keyOf(request)
      const flight = flights.get(key)
      if (flight !== undefined) return board(flight, request)
      return board(depart(flights, key, next, request), request)
    }
  }
}

interface Flight {
  readonly answer: Promise<SubgraphAnswer>
  readonly lifeline: Lifeline
  /** How many joined, and how many of them still wait. */
  joined: number
  waiting: number
}

/** JSON keeps the parts apart, whatever characters they hold. */
function keyOf({ subgraph, body, headers, alike = '' }: SubgraphRequest): string {
  const names = Object.keys(headers)
  if (names.length === 0) return `${subgraph}\n${alike}\n${body}`
  return `${subgraph}\n${alike}\n${JSON.stringify(names.sort().map((name) => [name, headers[name]]))}\n${body}`
}

function depart(
  flights: Map<string, Flight>,
  key: string,
  next: SubgraphCall,
  request: SubgraphRequest,
): Flight {
  const lifeline = new Lifeline()
  const land = (): void => {
    if (flights.get(key) === flight) flights.delete(key)
  }
  const answer = next({ ...request, signal: lifeline }).finally(land)
  const flight: Flight = { answer: shared(answer, () => flight.joined), lifeline, joined: 0, waiting: 0 }
  lifeline.addEventListener('abort', land)
  flights.set(key, flight)
  return flight
}

/** An answer that several got is marked, so that what is worked out from it can be shared too. */
async function shared(answer: Promise<SubgraphAnswer>, joined: () => number): Promise<SubgraphAnswer> {
  const landed = await answer
  return joined() > 1 ? { ...landed, token: landed.token ?? {} } : landed
}

function board(flight: Flight, { signal, subgraph }: SubgraphRequest): Promise<SubgraphAnswer> {
  const isFirst = flight.joined === 0
  flight.joined++
  flight.waiting++
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      leave()
      reject(abandoned(subgraph, signal.reason))
      if (flight.waiting === 0) flight.lifeline.abort(signal.reason)
    }
    const leave = (): void => {
      flight.waiting--
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    flight.answer.then(
      (answer) => {
        leave()
        resolve(isFirst ? answer : { ...answer, joined: true })
      },
      (error: unknown) => {
        leave()
        reject(error)
      },
    )
  })
}
