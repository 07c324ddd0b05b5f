import { effect, signal, type ReadonlySignal } from '@preact/signals'

/** Something made of signals, each time in a task of its own. */
export interface MadeLater<T> {
  /** The last that was made. */
  readonly made: ReadonlySignal<T>
  stop(): void
}

/**
 * What takes tens of milliseconds for thousands of places is not made in the task in which their answer comes: a page that
 * does all of it at once does not follow the hand meanwhile.
 */
export function makeLater<I, T>(input: () => I, make: (from: I) => T, before: T): MadeLater<T> {
  const made = signal(before)
  const stop = effect(() => {
    const from = input()
    const timer = setTimeout(() => {
      made.value = make(from)
    })
    return () => clearTimeout(timer)
  })
  return { made, stop }
}
