import { createDayBook, splitByDay, sumFields, sumMonths, type DayBook } from './dayBook.ts'
import type { UseStore } from './useStore.ts'

const KEPT_DAYS = 31
const ROWS_A_DAY = 5_000

/** For a process that may write nothing: a month of it, gone with the process. */
export function createMemoryStore(): UseStore {
  const days = new Map<string, DayBook>()
  const records = function* () {
    for (const book of days.values()) yield book.record()
  }
  return {
    async write(batch) {
      for (const [day, record] of splitByDay(batch)) {
        const book = days.get(day) ?? createDayBook(ROWS_A_DAY)
        book.add(record)
        days.set(day, book)
      }
      for (const day of [...days.keys()].toSorted().slice(0, -KEPT_DAYS)) days.delete(day)
    },
    readFields: async (wanted) => sumFields(records(), wanted),
    readMonths: async (from, to) => sumMonths(records(), from, to),
    async close() {},
  }
}
