/** The beginning of a body, or the whole of it. */
export interface Beginning {
  readonly bytes: Buffer
  readonly isWhole: boolean
  /** Frees the memory that the budget counts for it. */
  release(): void
}

/** Bytes that all tables together may hold, so that many who read slowly do not fill the memory. */
export interface TableBudget {
  take(bytes: number): boolean
  give(bytes: number): void
}

export function createTableBudget(bytes: number): TableBudget {
  let left = bytes
  return {
    take(wanted) {
      if (wanted > left) return false
      left -= wanted
      return true
    },
    give: (given) => void (left += given),
  }
}

/** What whole tables may weigh together; beyond it they are sent as they come. */
export const TABLES_BYTES = 128 * 1_048_576

/** What a table may weigh that is made before its first byte is sent. */
export const WHOLE_BYTES = 16 * 1_048_576

/** Reads pieces to their end, or as far as a whole table may go and the budget lasts. */
export async function readWhole(pieces: AsyncIterator<Buffer>, budget: TableBudget): Promise<Beginning> {
  const read: Buffer[] = []
  let length = 0
  let taken = 0
  const release = () => {
    budget.give(taken)
    taken = 0
  }
  try {
    for (;;) {
      const { done, value } = await pieces.next()
      if (done === true) return { bytes: Buffer.concat(read, length), isWhole: true, release }
      read.push(value)
      length += value.length
      const isRoom = length <= WHOLE_BYTES && budget.take(value.length)
      if (!isRoom) return { bytes: Buffer.concat(read, length), isWhole: false, release }
      taken += value.length
    }
  } catch (error) {
    release()
    throw error
  }
}
