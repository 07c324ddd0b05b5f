import { signal } from '@preact/signals'

/** Where one is: everything after `#/`. The rest of a fragment stays in the browser, it is never sent. */
export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'status' }
  | { readonly page: 'review'; readonly bureau: string | null }
  /** Without an id all of them. */
  | { readonly page: 'bureau'; readonly bureau: string | null }
  | { readonly page: 'ask'; readonly shared: string | null }

export const route = signal<Route>(parseRoute(location.hash))

window.addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash)
})

export function parseRoute(hash: string): Route {
  const [page, rest] = hash.replace(/^#\/?/, '').split('/', 2)
  const named = rest === undefined || rest === '' ? null : rest
  if (page === 'status') return { page }
  if (page === 'review' || page === 'bureau') return { page, bureau: named }
  if (page === 'ask') return { page: 'ask', shared: named }
  return { page: 'start' }
}

/** Goes to the workbench with what is in it now. */
export function goToAsk(): void {
  location.hash = '#/ask'
}
