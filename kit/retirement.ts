/** Parts of an older version, which no new request begins with. */
export interface Retirement {
  retire(part: Closable): void
  /** Closes all that are left at once. */
  stop(): Promise<void>
}

export interface Closable {
  close(): Promise<void>
}

/** Closes a part when the requests that began with it are over: a request takes no longer than its deadline. */
export function createRetirement(requestDeadlineMs: number, complain: (error: unknown) => void): Retirement {
  const retired = new Map<Closable, NodeJS.Timeout>()
  const close = async (part: Closable): Promise<void> => {
    clearTimeout(retired.get(part))
    retired.delete(part)
    await part.close().catch(complain)
  }
  return {
    retire(part) {
      retired.set(part, setTimeout(() => void close(part), requestDeadlineMs).unref())
    },
    async stop() {
      await Promise.all([...retired.keys()].map(close))
    },
  }
}
