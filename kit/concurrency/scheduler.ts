import { addUse, recentUse, type ProcessorUse } from './processorUse.ts'

/** A request in the order of arrival, and whose it is. */
export interface Arrival {
  readonly number: number
  /** Those who share the thread, the widest first: whoever asks, then the connection. All are charged what it uses. */
  uses: readonly ProcessorUse[]
}

/** For work that no client asked for: it comes first. */
export const NOBODYS: Arrival = Object.freeze({ number: -1, uses: [] })

/** Decides which request's work comes next in this thread. */
export interface Scheduler {
  /** A new arrival; whose it is may be said later, when it is known. */
  nextArrival(uses?: readonly ProcessorUse[]): Arrival
  /**
   * Runs `work` soon: after the work of those who have used less of late, and after the work of earlier requests of
   * those who have used about as much.
   */
  schedule(arrival: Arrival, work: () => void): void
  /**
   * As `schedule`, for a request that has only begun: undefined where no other work waits, so that nothing need be
   * awaited.
   */
  whenScheduled(arrival: Arrival): Promise<void> | undefined
}

/** After so long the event loop gets to read responses: they may belong to requests that come first. */
const MAX_MS = 0.25
/** How often those who wait are ranked anew: meanwhile some have used more, and what others used has faded. */
const RANKED_FOR_MS = 20
/**
 * Milliseconds used of late, of about a thousand, below which somebody is of each class. The classes are wide so that those
 * who use about as much keep the order of arrival (docs/decisions/0012).
 */
const CLASSES = [8, 32, 128, 512]
/** Who asks, and the connection. */
const LEVELS = 2

interface Piece {
  readonly arrival: Arrival
  readonly work: () => void
  rank: number
}

/**
 * A scheduler of fair turns. Among equals it keeps the order of arrival: taken as it comes, fifty requests would go through
 * their stages side by side; each would hold what its subgraphs said while it waits for the other forty-nine, and the
 * garbage collector would copy all of it. One after the other, most are ended before the next one's first answer is read.
 */
export function createScheduler(): Scheduler {
  /** Work that waits to be run, the last to be run first. */
  const waiting: Piece[] = []
  let arrivals = 0
  let isOpen = false
  let openUntil = 0
  let rankedAt = 0
  let running: Arrival = NOBODYS
  let runningSince = 0

  const open = (): void => {
    begin(performance.now())
    doNext()
  }
  const begin = (now: number): void => {
    openUntil = now + MAX_MS
    runningSince = now
  }
  const doNext = (): void => {
    if (runningSince - rankedAt > RANKED_FOR_MS) rankAnew()
    const next = waiting.pop()
    isOpen = next !== undefined
    if (next === undefined) return
    running = next.arrival
    queueMicrotask(waitUntilSettled)
    next.work()
  }
  /** All that follows at once from a piece of work comes before the next piece. */
  const waitUntilSettled = (): void => process.nextTick(goOn)
  const goOn = (): void => {
    const now = performance.now()
    for (const use of running.uses) addUse(use, now - runningSince, now)
    runningSince = now
    // Also where nothing waits: what the event loop has not read yet may come first.
    if (now < openUntil) doNext()
    else setImmediate(open)
  }
  const rankAnew = (): void => {
    rankedAt = runningSince
    for (const piece of waiting) piece.rank = rankOf(piece.arrival, rankedAt)
    waiting.sort((a, b) => b.rank - a.rank || b.arrival.number - a.arrival.number)
  }
  const schedule = (arrival: Arrival, work: () => void): void => {
    // While work goes on, when its last piece began is near enough.
    if (!isOpen) runningSince = performance.now()
    const piece = { arrival, work, rank: rankOf(arrival, runningSince) }
    waiting.splice(placeOf(piece, waiting), 0, piece)
    if (isOpen) return
    isOpen = true
    setImmediate(open)
  }
  return {
    nextArrival: (uses = []) => ({ number: arrivals++, uses }),
    schedule,
    whenScheduled(arrival) {
      if (isOpen) return new Promise((resolve) => schedule(arrival, resolve))
      isOpen = true
      running = arrival
      begin(performance.now())
      queueMicrotask(waitUntilSettled)
      return undefined
    },
  }
}

/** By halves: where a connection each waits for fifty, most come after all the others. */
function placeOf(piece: Piece, waiting: readonly Piece[]): number {
  let from = 0
  let to = waiting.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (comesAfter(piece, waiting[middle])) to = middle
    else from = middle + 1
  }
  return from
}

/** A piece of work comes after another of the same request that was there before. */
function comesAfter(piece: Piece, other: Piece | undefined): boolean {
  if (other === undefined || piece.rank !== other.rank) return other !== undefined && piece.rank > other.rank
  return piece.arrival.number >= other.arrival.number
}

/** Who asks decides first; among the connections of one, the connection. */
export function rankOf({ uses }: Arrival, now: number): number {
  let rank = 0
  for (let level = 0; level < LEVELS; level++) {
    const use = uses[level]
    rank = rank * (CLASSES.length + 1) + (use === undefined ? 0 : classOf(recentUse(use, now)))
  }
  return rank
}

function classOf(recent: number): number {
  let found = 0
  for (const bound of CLASSES) if (recent >= bound) found++
  return found
}
