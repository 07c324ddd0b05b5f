import { signal } from '@preact/signals'
import { words } from '../language/language.ts'
import { explainFault, Remedies } from './Failed.tsx'
import { findFault, type Fault } from './fault.ts'
import { Refused, Unreachable } from '../graph/reach.ts'
import { PartMissing } from './loadPart.ts'

const stray = signal<Fault | null>(null)

/** What failed behind a click or in the background has no place of its own; whatever else is rejected stays an error. */
window.addEventListener('unhandledrejection', (event) => {
  const { reason } = event
  if (!(reason instanceof PartMissing || reason instanceof Unreachable || reason instanceof Refused)) return
  event.preventDefault()
  void findFault(reason).then((fault) => (stray.value = fault))
})

export function Stray() {
  const fault = stray.value
  if (fault === null) return null
  return (
    <div class="notice bad row stray" role="alert">
      <span>{explainFault(fault)}</span>
      <Remedies fault={fault} />
      <button type="button" class="button bare" onClick={() => (stray.value = null)}>
        {words.value.ask.close}
      </button>
    </div>
  )
}
