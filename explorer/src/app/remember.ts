/** What this browser keeps. A private window may refuse: then nothing is kept, and nothing fails. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // Full, or not allowed.
  }
}

/** A remembered value as JSON; null where there is none or somebody else wrote nonsense there. */
export function recallJson(key: string): unknown {
  const text = recall(key)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Calls back when another tab has changed what is kept under `key`. */
export function onRememberedElsewhere(key: string, callback: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === PREFIX + key) callback()
  })
}

const PREFIX = 'macao-open-gateway:'
