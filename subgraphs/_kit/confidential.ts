import type { SetAside } from './feed.ts'

/**
 * What a feed's report, which everybody may read, must not tell of the feed: `values` where some of its fields are not
 * for everybody, `records` where none of it is. A value may stand in the wrong column, so that no column can be told.
 */
export type Confidential = 'values' | 'records'

/** The records set aside as everybody may read of them; how many there are is told besides. */
export function tellSetAside(
  setAside: readonly SetAside[],
  confidential: Confidential | undefined,
): readonly SetAside[] {
  switch (confidential) {
    case undefined:
      return setAside
    case 'values':
      return setAside.map(({ record, reason }) => ({ record, reason: withoutWhatCame(reason) }))
    case 'records':
      return []
  }
}

/** A reason says "field: expected this; got that". */
function withoutWhatCame(reason: string): string {
  return reason.replace(/; got .*$/s, '')
}
