import { readAnswer, type Answer, type AskOptions, type Question } from '../graph/ask.ts'
import { Unreachable } from '../graph/reach.ts'
import { isStream, openStream } from './openStream.ts'
import { readEvents } from './readEvents.ts'

/** How long a page waits before it comes back, where the gateway does not say. */
const PAUSE_MS = 1_000
/** So often it comes back in vain. */
const ATTEMPTS = 5

/**
 * Asks for a subscription and takes each answer, until there is no more or the signal aborts. A page that was cut off comes back
 * with the last event that it knows, so that it misses none. Rejects with Unreachable.
 */
export async function followSubscription(
  question: Question,
  options: AskOptions,
  take: (answer: Answer) => void,
): Promise<void> {
  const { signal } = options
  let known: string | undefined
  let failures = 0
  const isOver = (): boolean => signal?.aborted === true
  while (!isOver()) {
    const start = performance.now()
    let pause = PAUSE_MS
    try {
      const response = await openStream(question, options, known)
      if (!isStream(response))
        return take(
          readAnswer(
            question,
            { text: await response.text(), status: response.status },
            performance.now() - start,
          ),
        )
      for await (const { id, name, data, retry } of readEvents(response.body)) {
        failures = 0
        known = id ?? known
        pause = retry ?? pause
        if (name === 'complete') return
        if (name === 'next')
          take(readAnswer(question, { text: data, status: 200 }, performance.now() - start))
      }
    } catch (error) {
      if (isOver()) return
      if (++failures > ATTEMPTS) throw new Unreachable(null, { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
