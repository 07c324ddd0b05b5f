/** Clients and plans are counted by so many slots, which a digest of their names chooses. */
const SLOTS = 64

/** The least volume, and how much of it must be left without whoever failed most often. */
const LEAST_FAILURES = 10
const LEAST_OF_OTHERS = 3

/** Equal calls that hang are one, so that a busy gateway may have few of them: so many are worth a second opinion. */
const LEAST_FOR_DOUBT = 3

/** Counted are the calls that ended since the turn before the last: longer than a call may hang. */
const TURN_MS = 10_000

/**
 * - `sound`: too few calls fail.
 * - `ill`: most fail, whoever asks and whatever is asked.
 * - `doubtful`: most fail, but few do, or by one client or one plan, and no other call says the contrary.
 */
export type Verdict = 'sound' | 'ill' | 'doubtful'

/**
 * How the calls of one subgraph ended of late, by client and by plan. The verdict is about what remains without the client
 * and without the plan that failed most often: so nobody alone, and no single operation, can have a subgraph taken for
 * ill.
 */
export class Evidence {
  readonly #clients = new Counts()
  readonly #plans = new Counts()
  #turnAt = 0

  succeed(client: string, plan: string, now: number): void {
    this.#age(now)
    this.#clients.countSuccess(client)
    this.#plans.countSuccess(plan)
  }

  fail(client: string, plan: string, now: number): void {
    this.#age(now)
    this.#clients.countFailure(client)
    this.#plans.countFailure(plan)
  }

  verdict(): Verdict {
    const { successes, failures } = this.#clients.all()
    if (failures < LEAST_FOR_DOUBT || failures < successes) return 'sound'
    const others = [this.#clients.withoutWorst(), this.#plans.withoutWorst()]
    if (others.some((rest) => rest.failures < rest.successes)) return 'sound'
    const isSpread = others.every((rest) => rest.failures >= LEAST_OF_OTHERS)
    return isSpread && failures >= LEAST_FAILURES ? 'ill' : 'doubtful'
  }

  forget(): void {
    this.#clients.clear()
    this.#plans.clear()
  }

  #age(now: number): void {
    if (now < this.#turnAt) return
    this.#clients.turn()
    this.#plans.turn()
    if (now >= this.#turnAt + TURN_MS) this.forget()
    this.#turnAt = now + TURN_MS
  }
}

interface Sum {
  readonly successes: number
  readonly failures: number
}

class Counts {
  readonly #successes = new SlotCounts()
  readonly #failures = new SlotCounts()

  countSuccess(name: string): void {
    this.#successes.count(slotOf(name))
  }

  countFailure(name: string): void {
    this.#failures.count(slotOf(name))
  }

  all(): Sum {
    return { successes: this.#successes.sum(), failures: this.#failures.sum() }
  }

  withoutWorst(): Sum {
    const { successes, failures } = this.all()
    const worst = this.#failures.fullest()
    return { successes: successes - this.#successes.of(worst), failures: failures - this.#failures.of(worst) }
  }

  turn(): void {
    this.#successes.turn()
    this.#failures.turn()
  }

  clear(): void {
    this.turn()
    this.turn()
  }
}

/** Counts of this turn and of the one before. */
class SlotCounts {
  #now = new Uint32Array(SLOTS)
  #before = new Uint32Array(SLOTS)

  count(slot: number): void {
    this.#now[slot] = (this.#now[slot] ?? 0) + 1
  }

  of(slot: number): number {
    return (this.#now[slot] ?? 0) + (this.#before[slot] ?? 0)
  }

  sum(): number {
    let sum = 0
    for (let slot = 0; slot < SLOTS; slot++) sum += this.of(slot)
    return sum
  }

  fullest(): number {
    let fullest = 0
    for (let slot = 1; slot < SLOTS; slot++) if (this.of(slot) > this.of(fullest)) fullest = slot
    return fullest
  }

  turn(): void {
    const oldest = this.#before.fill(0)
    this.#before = this.#now
    this.#now = oldest
  }
}

/** By some twenty of its characters: the whole text of an operation would cost a microsecond. */
export function slotOf(name: string): number {
  const step = Math.max(1, name.length >> 4)
  let digest = name.length
  for (let at = 0; at < name.length; at += step) digest = (digest * 31 + name.charCodeAt(at)) | 0
  return digest & (SLOTS - 1)
}
