/** Clients and plans are counted by so many slots, which a digest of their names chooses. */
const SLOTS = 64

/** The least volume, and how much of it must be left without whoever failed most often. */
const LEAST_FAILURES = 10
const LEAST_OF_OTHERS = 3

/** All counts are halved so often: what is older than some of these times counts little. */
const HALF_LIFE_MS = 5_000

/**
 * - `sound`: too few calls fail.
 * - `ill`: most fail, whoever asks and whatever is asked.
 * - `onesided`: most fail, but by one client or one plan, and no other call says the contrary.
 */
export type Verdict = 'sound' | 'ill' | 'onesided'

/**
 * How the calls of one subgraph ended of late, by client and by plan. The verdict is about what remains without the client
 * and without the plan that failed most often: so nobody alone, and no single operation, can have a subgraph taken for
 * ill.
 */
export class Evidence {
  readonly #clients = new Counts()
  readonly #plans = new Counts()
  #halveAt = 0

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
    if (failures < LEAST_FAILURES || failures < successes) return 'sound'
    const others = [this.#clients.withoutWorst(), this.#plans.withoutWorst()]
    if (others.some((rest) => rest.failures < rest.successes)) return 'sound'
    return others.every((rest) => rest.failures >= LEAST_OF_OTHERS) ? 'ill' : 'onesided'
  }

  forget(): void {
    this.#clients.clear()
    this.#plans.clear()
  }

  #age(now: number): void {
    if (now < this.#halveAt) return
    if (now < this.#halveAt + HALF_LIFE_MS) {
      this.#clients.halve()
      this.#plans.halve()
    } else this.forget()
    this.#halveAt = now + HALF_LIFE_MS
  }
}

interface Sum {
  readonly successes: number
  readonly failures: number
}

class Counts {
  readonly #successes = new Uint32Array(SLOTS)
  readonly #failures = new Uint32Array(SLOTS)

  countSuccess(name: string): void {
    const slot = slotOf(name)
    this.#successes[slot] = (this.#successes[slot] ?? 0) + 1
  }

  countFailure(name: string): void {
    const slot = slotOf(name)
    this.#failures[slot] = (this.#failures[slot] ?? 0) + 1
  }

  all(): Sum {
    return { successes: sum(this.#successes), failures: sum(this.#failures) }
  }

  withoutWorst(): Sum {
    const { successes, failures } = this.all()
    const most = this.#failures.reduce((one, other) => Math.max(one, other), 0)
    const worst = this.#failures.indexOf(most)
    return { successes: successes - (this.#successes[worst] ?? 0), failures: failures - most }
  }

  halve(): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      this.#successes[slot] = (this.#successes[slot] ?? 0) >>> 1
      this.#failures[slot] = (this.#failures[slot] ?? 0) >>> 1
    }
  }

  clear(): void {
    this.#successes.fill(0)
    this.#failures.fill(0)
  }
}

function sum(counts: Uint32Array): number {
  return counts.reduce((one, other) => one + other, 0)
}

/** By some twenty of its characters: the whole text of an operation would cost a microsecond. */
export function slotOf(name: string): number {
  const step = Math.max(1, name.length >> 4)
  let digest = name.length
  for (let at = 0; at < name.length; at += step) digest = (digest * 31 + name.charCodeAt(at)) | 0
  return digest & (SLOTS - 1)
}
