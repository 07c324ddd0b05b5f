import { useEffect, useState } from 'preact/hooks'
import { findFault, type Fault } from './fault.ts'

export interface Loaded<T> {
  /** The last that came; it stays in sight while newer is fetched or fails. */
  readonly value: T | null
  readonly fault: Fault | null
  /** Whether anything came yet, be it null or a fault. */
  readonly isLoaded: boolean
  readonly retry: () => void
}

/** Fetches what a part of the page needs, anew when one of `inputs` changes. */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  inputs: readonly unknown[],
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'retry'>>(NOTHING)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const run = async () => {
      try {
        const value = await load(signal)
        if (!signal.aborted) setState({ value, fault: null, isLoaded: true })
      } catch (error) {
        const fault = await findFault(error)
        if (!signal.aborted) setState(({ value }) => ({ value, fault, isLoaded: true }))
      }
    }
    void run()
    return () => controller.abort()
  }, [...inputs, attempt])
  return { ...state, retry: () => setAttempt(attempt + 1) }
}

const NOTHING = { value: null, fault: null, isLoaded: false }
