import type { Answer } from '../graph/ask.ts'
import { Refused } from '../graph/reach.ts'

/** What it may be older than the gateway says, and what nobody is asked sooner than. */
const LONGEST_MS = 30_000
const SHORTEST_MS = 5_000
/** One after the other. */
const MOST_FAILURES = 3

/**
 * Asks anew whenever the last answer is no longer fresh, while somebody looks at the page, until the signal aborts. Rejects when
 * it has failed several times in a row.
 */
export async function renewWhenStale(
  first: Answer,
  renew: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<void> {
  let wait = waitAfter(first)
  let failures = 0
  while (await isDue(wait, signal)) {
    try {
      const answer = await renew(signal)
      if (answer.data === null || answer.data === undefined) throw refusalOf(answer)
      failures = 0
      wait = waitAfter(answer)
    } catch (error) {
      if (signal.aborted) return
      if (++failures === MOST_FAILURES) throw error
      wait = LONGEST_MS
    }
  }
}

function waitAfter({ freshSeconds }: Answer): number {
  if (freshSeconds === undefined) return LONGEST_MS
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, freshSeconds * 1_000))
}

function refusalOf({ errors: [error] }: Answer): Refused {
  return new Refused(error?.message ?? '', error?.code)
}

/** Resolves when it is due and the page is in sight; to false when the signal aborts. */
async function isDue(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await new Promise<unknown>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(undefined)
    })
  })
  while (document.hidden && !signal.aborted)
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true })
      signal.addEventListener('abort', resolve, { once: true })
    })
  return !signal.aborted
}
