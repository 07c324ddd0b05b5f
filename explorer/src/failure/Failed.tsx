import { words } from '../language/language.ts'
import type { Fault } from './fault.ts'
import { writeLocalError } from './gatewayErrors/localError.ts'

/** Says why a part of the page is not there, and offers what helps. */
export function Failed({ fault, retry }: { readonly fault: Fault; readonly retry?: () => void }) {
  return (
    <div class="void failed" role="alert">
      <p class="alarm">{explainFault(fault)}</p>
      <Remedies fault={fault} {...(retry && { retry })} />
    </div>
  )
}

export function Remedies({ fault, retry }: { readonly fault: Fault; readonly retry?: () => void }) {
  const { failure } = words.value
  const isStale = fault.kind === 'renewed' || fault.kind === 'part' || fault.kind === 'broken'
  return (
    <p class="row">
      {retry && fault.kind !== 'renewed' && (
        <button type="button" class="button" onClick={retry}>
          {failure.retry}
        </button>
      )}
      {isStale && (
        <button type="button" class="button main" onClick={() => location.reload()}>
          {failure.reload}
        </button>
      )}
    </p>
  )
}

export function explainFault(fault: Fault): string {
  const { failure, ask } = words.value
  switch (fault.kind) {
    case 'unreachable':
      return ask.unreachable
    case 'proxy':
      return failure.proxy(fault.status)
    case 'refused':
      return failure.refused(writeLocalError(fault.message, fault.code))
    case 'part':
      return failure.part
    case 'renewed':
      return failure.renewed
    case 'broken':
      return failure.broken(fault.message)
  }
}
