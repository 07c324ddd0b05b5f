import { awaited, running } from '../ask/workbench.ts'
import { words } from '../language/language.ts'
import type { Awaited } from './mergePart.ts'

const NAMED = 6

/** Which parts of the answer in sight are still to come; a screen reader hears of it when it has said what it says. */
export function AwaitedParts() {
  const { live } = words.value
  const parts = awaited.value ?? []
  if (parts.length === 0)
    return (
      <p class="hidden" role="status">
        {live.allParts}
      </p>
    )
  const names = [...new Set(parts.map(nameOf))]
  return (
    <p class={running.value ? 'notice small awaited' : 'notice small'} role="status">
      {running.value ? live.awaited(parts.length) : live.notCome(parts.length)}{' '}
      {names.slice(0, NAMED).map((name) => (
        <code key={name}>{name}</code>
      ))}
      {names.length > NAMED && ' …'}
    </p>
  )
}

/** By the label that the reader gave it, else by where it belongs. */
function nameOf({ label, path }: Awaited): string {
  return label ?? (path.filter((key) => typeof key === 'string').join('.') || '{ }')
}
