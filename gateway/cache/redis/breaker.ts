import type { Redis } from '../../../kit/redis.ts'

/** The times of a breaker, in milliseconds. */
export interface BreakerSettings {
  /** For one piece of work. */
  readonly budget: number
  /** Before it tries again whether all is well. */
  readonly pause: number
}

/** A circuit breaker before a Redis; a command that Redis refuses shows that Redis is there, and is told. */
export function guardRedis(
  redis: Redis,
  settings: BreakerSettings,
  onRefusal: (refusal: unknown) => void = () => {},
): Breaker {
  const isHarmless = (error: unknown): boolean => {
    if (!redis.isRefusal(error)) return false
    onRefusal(error)
    return true
  }
  return new Breaker(settings, () => redis.send(['PING']), isHarmless)
}

/**
 * A circuit breaker. Runs work as long as it is done in time. The first that is not opens the breaker: from then on nothing
 * is run, and `probe` is tried in the background until it succeeds. So a fault costs the budget once.
 */
export class Breaker {
  readonly #settings: BreakerSettings
  readonly #probe: () => Promise<unknown>
  readonly #isHarmless: (error: unknown) => boolean
  #isOpen = false
  #timer: NodeJS.Timeout | undefined

  /** `isHarmless` holds for errors that do not mean that the other side is failing. */
  constructor(
    settings: BreakerSettings,
    probe: () => Promise<unknown>,
    isHarmless: (error: unknown) => boolean,
  ) {
    this.#settings = settings
    this.#probe = probe
    this.#isHarmless = isHarmless
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Undefined when the work was not run, failed or took too long. */
  async run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#isOpen) return undefined
    try {
      return await withinBudget(this.#settings.budget, work())
    } catch (error) {
      if (!this.#isHarmless(error)) this.#open()
      return undefined
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    this.#tryLater()
  }

  #tryLater(): void {
    this.#timer = setTimeout(() => void this.#try(), this.#settings.pause)
    this.#timer.unref()
  }

  async #try(): Promise<void> {
    try {
      await withinBudget(this.#settings.budget, this.#probe())
      this.#isOpen = false
    } catch {
      this.#tryLater()
    }
  }
}

/** A budget is spent in so many steps. */
const STEPS = 10

/**
 * Where this process itself is busy, answers wait to be read and timers fire late. So a step that took long counts as
 * one, and between two of them arrived responses are read: the budget measures the other side and not ourselves.
 */
async function withinBudget<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const wait = (steps: number): void => {
      if (steps === 0) reject(new Error(`not done within ${milliseconds} ms`))
      else timer = setTimeout(wait, milliseconds / STEPS, steps - 1)
    }
    wait(STEPS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
