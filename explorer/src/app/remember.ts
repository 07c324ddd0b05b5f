/** What this browser keeps. A private window may refuse: then nothing is kept, and nothing fails. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

/** Whether it is kept now: a store may be full, or refused. */
export function remember(key: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, value)
    return true
  } catch {
    return false
  }
}

export function forgetKey(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // Nothing is kept.
  }
}

/** The keys under which something is kept that begin so. */
export function keysFrom(start: string): readonly string[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + start))
    return names.map((name) => name.slice(PREFIX.length))
  } catch {
    return []
  }
}

/** A remembered value as JSON; null where there is none or somebody else wrote nonsense there. */
export function recallJson(key: string): unknown {
  return parseKept(recall(key))
}

/** What was kept as JSON; null where there is nothing, or nonsense. */
export function parseKept(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** What this window alone keeps, until it is closed: it outlives a reload. */
export function recallHere(key: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

/** Null takes it out. */
export function rememberHere(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + key)
    else sessionStorage.setItem(PREFIX + key, value)
  } catch {
    // Full, or not allowed.
  }
}

/** Calls back when another tab has changed what is kept under `key`. */
export function onRememberedElsewhere(key: string, callback: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === PREFIX + key) callback()
  })
}

const PREFIX = 'macao-open-gateway:'
