export enum BorderStatusLevel {
  CLEAR = 'CLEAR',
  BUSY = 'BUSY',
  CROWDED = 'CROWDED',
  DIVERSION = 'DIVERSION',
  CLOSED = 'CLOSED',
  UNKNOWN = 'UNKNOWN',
}

export enum CrossingDirection {
  ENTERING = 'ENTERING',
  LEAVING = 'LEAVING',
}

/** From the best to the worst; what is not known says nothing and never outweighs what is. */
const SEVERITY: readonly BorderStatusLevel[] = [
  BorderStatusLevel.UNKNOWN,
  BorderStatusLevel.CLEAR,
  BorderStatusLevel.BUSY,
  BorderStatusLevel.CROWDED,
  BorderStatusLevel.DIVERSION,
  BorderStatusLevel.CLOSED,
]

/** The one with the worst level, the first of equals; null of none. A port with several halls is as slow as its slowest. */
export function worstOf<T extends { readonly level: BorderStatusLevel }>(statuses: readonly T[]): T | null {
  return statuses.reduce<T | null>(
    (worst, status) => (worst === null || severity(status) > severity(worst) ? status : worst),
    null,
  )
}

function severity({ level }: { readonly level: BorderStatusLevel }): number {
  return SEVERITY.indexOf(level)
}

/** Minutes to cross that the police give for a level; null where nobody crosses or nothing is known. */
export function minutesOf(level: BorderStatusLevel): number | null {
  switch (level) {
    case BorderStatusLevel.CLEAR:
      return 10
    case BorderStatusLevel.BUSY:
      return 30
    case BorderStatusLevel.CROWDED:
      return 45
    case BorderStatusLevel.DIVERSION:
      return 60
    case BorderStatusLevel.CLOSED:
    case BorderStatusLevel.UNKNOWN:
      return null
  }
}
