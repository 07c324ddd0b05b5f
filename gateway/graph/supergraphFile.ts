import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { SupergraphSource, SupergraphVersion } from './supergraphSource.ts'

const SUPERGRAPH_POLL_MS = 2_000

/** A supergraph file, which is read again whenever it changes: each text that differs from the one before is a version. */
export function readSupergraphFile(
  file: string,
  pollMilliseconds: number = SUPERGRAPH_POLL_MS,
): SupergraphSource {
  return {
    place: file,
    setting: 'SUPERGRAPH_FILE',
    readFirst: async () => [toVersion(await readFile(file, 'utf8'))],
    watch({ sdl: known }, listener) {
      let latest = known
      let pending: Promise<void> = Promise.resolve()
      const read = async (): Promise<void> => {
        const sdl = await readFile(file, 'utf8').catch((error: unknown) => listener.refuse('read', error))
        if (sdl === undefined || sdl === latest) return
        latest = sdl
        await listener.accept(toVersion(sdl))
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
    },
  }
}

function toVersion(sdl: string): SupergraphVersion {
  return { sdl, release: null, onServed: async () => {} }
}
