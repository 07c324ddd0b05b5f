import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'

export interface SupergraphWatch {
  stop(): Promise<void>
}

/** What becomes of each version of a supergraph file. */
export interface SupergraphListener {
  /** Another text; called for one version after the other. Never rejects. */
  accept(sdl: string): Promise<void>
  /** A file that cannot be read. */
  refuse(step: 'read', reason: unknown): void
}

const SUPERGRAPH_POLL_MS = 2_000

/** Reads a supergraph file again whenever it changes, and tells of each text that differs from the one `known` before. */
export function watchSupergraph(
  file: string,
  known: string,
  listener: SupergraphListener,
  pollMilliseconds: number = SUPERGRAPH_POLL_MS,
): SupergraphWatch {
  let latest = known
  let pending: Promise<void> = Promise.resolve()
  const read = async (): Promise<void> => {
    const sdl = await readFile(file, 'utf8').catch((error: unknown) => listener.refuse('read', error))
    if (sdl === undefined || sdl === latest) return
    latest = sdl
    await listener.accept(sdl)
  }
  const onChange = (): void => {
    pending = pending.then(read)
  }
  watchFile(file, { interval: pollMilliseconds, persistent: false }, onChange)
  return {
    async stop() {
      unwatchFile(file, onChange)
      await pending
    },
  }
}
