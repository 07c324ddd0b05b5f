/** Closes all that was opened, in one place: the last first. */
export interface Closing {
  add(close: () => Promise<unknown> | void): void
  /** Closes everything, whatever fails on the way; rejects with the first failure. */
  close(): Promise<void>
}

export function createClosing(): Closing {
  const open: (() => Promise<unknown> | void)[] = []
  return {
    add: (close) => void open.push(close),
    async close() {
      const failures: unknown[] = []
      for (const close of open.splice(0).toReversed()) {
        try {
          await close()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
