import { Agent, request } from 'undici'

/** A museum of the culture bureau with something of transport's beside it. */
const QUERY =
  '{ museum(id: "mam") { name { pt } place { nearbyCarParks(first: 1) { carPark { name { pt } } } } } }'

export interface Load {
  answered(): number
  /** Ends when all requests under way have; what was lost, in the words of who noticed. */
  stop(): Promise<{ readonly answered: number; readonly lost: readonly string[] }>
}

/** So many clients who ask one after another, until they are stopped. Lost is what is not answered, or not in whole. */
export function createLoad(url: string, clients: number): Load {
  const dispatcher = new Agent({ connections: clients })
  const lost: string[] = []
  let answered = 0
  const over = new AbortController()
  const askOnce = async (): Promise<void> => {
    try {
      const { statusCode, body } = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
      })
      const text = await body.text()
      if (statusCode === 200 && text.includes('"Museu de Arte de Macau"') && !text.includes('"errors"'))
        answered++
      else lost.push(`${statusCode} ${text.slice(0, 300)}`)
    } catch (error) {
      lost.push(error instanceof Error ? error.message : 'unknown')
    }
  }
  const running = Array.from({ length: clients }, async () => {
    while (!over.signal.aborted) await askOnce()
  })
  return {
    answered: () => answered,
    async stop() {
      over.abort()
      await Promise.all(running)
      await dispatcher.close()
      return { answered, lost }
    },
  }
}
