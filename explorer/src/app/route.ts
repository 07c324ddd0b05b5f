import { computed, signal } from '@preact/signals'
import { changeState, parseAddress, writeAddress, type Address, type AddressState } from './address.ts'

/** Which page is shown, and what of it. */
export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'status' }
  | { readonly page: 'review'; readonly bureau: string | null }
  /** Without an id all of them. */
  | { readonly page: 'bureau'; readonly bureau: string | null }
  | { readonly page: 'ask'; readonly shared: string | null }
  /** The page of a question. */
  | { readonly page: 'q'; readonly question: string }

/** Where one is now. Whatever changes the address by `go` or `inAddress` is seen here, and so are Back and typed ones. */
export const address = signal<Address>(parseAddress(location.hash))

const page = computed(() => address.value.page)
const name = computed(() => address.value.name)

/** Another object only where the page or its name is another. */
export const route = computed<Route>(() => toRoute(page.value, name.value))

for (const event of ['hashchange', 'popstate']) window.addEventListener(event, follow)

/** `push` is a step that Back takes back; `replace` is for what nobody would want to step through. */
export type Step = 'push' | 'replace'

export function go(to: Address, step: Step = 'push'): void {
  const written = writeAddress(to)
  if (written === writeAddress(address.peek())) return
  try {
    if (step === 'push') history.pushState(null, '', written)
    else history.replaceState(null, '', written)
  } catch {
    // A browser refuses what is too long or comes too often; the page goes on without an address for it.
  }
  address.value = to
}

/** Goes to the workbench with what is in it now. */
export function goToAsk(state: AddressState = new Map()): void {
  go({ page: 'ask', name: null, state })
}

/** Something that a reader chooses on this page, kept in the address; null where nothing is chosen. */
export interface Choice {
  get value(): string | null
  set value(chosen: string | null)
}

/** What the address says under `key`. What comes from it may be anybody's words: who reads it checks it. */
export function inAddress(key: string, step: Step = 'push'): Choice {
  const chosen = computed(() => address.value.state.get(key) ?? null)
  return {
    get value() {
      return chosen.value
    },
    set value(value) {
      choose({ [key]: value }, step)
    },
  }
}

/** Several choices in one step. */
export function choose(changes: Readonly<Record<string, string | null>>, step: Step = 'push'): void {
  const now = address.peek()
  go({ ...now, state: changeState(now.state, changes) }, step)
}

function follow(): void {
  const now = parseAddress(location.hash)
  if (writeAddress(now) !== writeAddress(address.peek())) address.value = now
}

function toRoute(at: string, named: string | null): Route {
  if (at === 'status') return { page: at }
  if (at === 'review' || at === 'bureau') return { page: at, bureau: named }
  if (at === 'ask') return { page: 'ask', shared: named }
  if (at === 'q' && named !== null) return { page: at, question: named }
  return { page: 'start' }
}
