import { reach, Refused, Unreachable } from '../graph/reach.ts'
import { PartMissing } from './loadPart.ts'

/** Why something is not there, as a reader may know it. */
export type Fault =
  | { readonly kind: 'unreachable' }
  /** Something before the gateway answered in its place. */
  | { readonly kind: 'proxy'; readonly status: number }
  | { readonly kind: 'refused'; readonly message: string; readonly code: string | undefined }
  /** A part of the page did not come, though the page is the same. */
  | { readonly kind: 'part' }
  /** Another version of the page is served now, whose parts have other names. */
  | { readonly kind: 'renewed' }
  | { readonly kind: 'broken'; readonly message: string }

export async function findFault(error: unknown): Promise<Fault> {
  if (error instanceof PartMissing) return findWhyMissing()
  if (error instanceof Unreachable) return toFault(error)
  if (error instanceof Refused) return { kind: 'refused', message: error.message, code: error.code }
  return { kind: 'broken', message: error instanceof Error ? error.message : String(error) }
}

/** For what is fetched over and over: either what came or why it did not. */
export async function settle<T>(
  fetched: Promise<T>,
): Promise<{ readonly value: T; readonly fault: null } | { readonly value: null; readonly fault: Fault }> {
  try {
    return { value: await fetched, fault: null }
  } catch (error) {
    return { value: null, fault: await findFault(error) }
  }
}

function toFault({ status }: Unreachable): Fault {
  return status === null ? { kind: 'unreachable' } : { kind: 'proxy', status }
}

/** The page as it is served now names its own script, whose name holds a hash of what is in it. */
async function findWhyMissing(): Promise<Fault> {
  const own = document.querySelector('script[type=module][src]')?.getAttribute('src')
  try {
    const { isOk, status, text } = await reach('/', { cache: 'no-store' })
    if (!isOk) return { kind: 'proxy', status }
    return own && !text.includes(own) ? { kind: 'renewed' } : { kind: 'part' }
  } catch {
    return { kind: 'unreachable' }
  }
}
