import { computed, signal } from '@preact/signals'

const KEY = 'macao-open-gateway:token'

/** The caller's token. It lives in this tab alone: never in a link, never in what other tabs share. */
export const token = signal<string | null>(readToken())

export interface Claims {
  readonly subject: string | null
  readonly scopes: readonly string[]
  /** In milliseconds; null where the token does not say. */
  readonly expires: number | null
}

/** What the token says of its bearer. The page reads it to mark fields; whether it is true the gateway alone decides. */
export const claims = computed<Claims | null>(() => (token.value === null ? null : readClaims(token.value)))

export function setToken(value: string | null): void {
  token.value = value
  try {
    if (value === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, value)
  } catch {
    // A browser that keeps nothing: the token lasts until the page is left.
  }
}

export function readClaims(text: string): Claims | null {
  const [, body] = text.split('.')
  if (body === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(body.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value !== 'object' || value === null) return null
    const { sub, scope, exp } = { sub: null, scope: '', exp: null, ...value }
    return {
      subject: typeof sub === 'string' ? sub : null,
      scopes: typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [],
      expires: typeof exp === 'number' ? exp * 1000 : null,
    }
  } catch {
    return null
  }
}

function readToken(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}
