import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { explainFault } from '../failure/Failed.tsx'
import { findFault, type Fault } from '../failure/fault.ts'
import { loadPart } from '../failure/loadPart.ts'
import type { Answer } from '../graph/ask.ts'
import { formatDate, words } from '../language/language.ts'

/** Switches on that an answer is asked for anew when it is no longer fresh; `of` is what it answers. */
export function KeepFresh({
  answer,
  of,
  renew,
}: {
  readonly answer: Answer
  readonly of: unknown
  readonly renew: (signal: AbortSignal) => Promise<Answer>
}) {
  const { live } = words.value
  const isOn = useSignal(false)
  const renewedAt = useSignal<number | null>(null)
  const fault = useSignal<Fault | null>(null)
  useEffect(() => {
    if (!isOn.value) return
    const controller = new AbortController()
    const { signal } = controller
    const renewAndTell = async (): Promise<Answer> => {
      const renewed = await renew(signal)
      renewedAt.value = Date.now()
      return renewed
    }
    loadPart(() => import('./renewWhenStale.ts'))
      .then(({ renewWhenStale }) => renewWhenStale(answer, renewAndTell, signal))
      .catch(async (error: unknown) => {
        fault.value = await findFault(error)
        isOn.value = false
      })
    return () => controller.abort()
  }, [isOn.value, of])
  const toggle = (): void => {
    fault.value = null
    renewedAt.value = null
    isOn.value = !isOn.value
  }
  return (
    <span class="keep-fresh">
      <label title={live.keepFreshHint}>
        <input type="checkbox" role="switch" checked={isOn.value} onChange={toggle} /> {live.keepFresh}
      </label>
      {isOn.value && renewedAt.value !== null && (
        <span class="quiet small">{writeTime(renewedAt.value)}</span>
      )}
      {fault.value && (
        <span class="alarm small" role="alert">
          {live.notKeptFresh} {explainFault(fault.value)}
        </span>
      )}
    </span>
  )
}

function writeTime(time: number): string {
  return formatDate(time, { timeStyle: 'medium', timeZone: 'Asia/Macau' })
}
