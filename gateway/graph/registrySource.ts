import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from '../../kit/config.ts'
import { digest } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { openSignedRelease, ReleaseError, type Release } from '../../schema/signedRelease.ts'
import { fetchRelease } from './fetchRelease.ts'
import { createKeptRelease, type FetchedRelease } from './keptRelease.ts'
import type {
  RefuseVersion,
  SupergraphSource,
  SupergraphVersion,
  SupergraphWatch,
} from './supergraphSource.ts'

export interface RegistrySettings {
  /** Without a trailing slash. */
  readonly url: string
  /** Two while one takes the place of the other. */
  readonly publicKeys: readonly string[]
  readonly stateFolder: string
}

const POLL_MS = 1_000

/**
 * The releases of a registry. One that no pinned key has signed, or with a number that is not higher than the one served, is
 * refused. While the registry does not answer, what is served stays; a process begins with what was kept, where it has to.
 */
export function createRegistrySource(
  { url, publicKeys, stateFolder }: RegistrySettings,
  log: Log,
  pollMilliseconds: number = POLL_MS,
): SupergraphSource {
  const kept = createKeptRelease(stateFolder, publicKeys)
  const stopping = new AbortController()
  const outage = createOutage(url, log)
  let tag: string | undefined
  /** Of what came last: a server that knows no tags sends it each time. */
  let seen: string | undefined
  /** The highest that was served here, by this process or the one before. */
  let highest: FetchedRelease | undefined

  /** Undefined where there is nothing new; what is refused is not told again until something else comes. */
  const look = async (refuse: RefuseVersion): Promise<FetchedRelease | undefined> => {
    const answer = await fetchRelease(url, tag, stopping.signal)
    outage.end()
    if (answer.kind === 'same') return undefined
    tag = answer.tag
    const came = digest(answer.text)
    if (came === seen) return undefined
    seen = came
    try {
      const release = openSignedRelease(answer.text, publicKeys)
      return isNew(release, highest?.release) ? { text: answer.text, release } : undefined
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error
      refuse('verify', error)
      return undefined
    }
  }
  const toVersion = (fetched: FetchedRelease): SupergraphVersion => ({
    sdl: fetched.release.supergraph,
    release: fetched.release.number,
    async onServed() {
      highest = fetched
      await kept.keep(fetched).catch((error: unknown) => {
        log.error({ err: error, release: fetched.release.number }, 'the supergraph is not kept on the disk')
      })
    },
  })

  return {
    place: url,
    setting: 'REGISTRY_URL',
    async readFirst(refuse) {
      highest = await kept.read().catch((error: unknown) => void refuse('verify', error))
      const fetched = await look(refuse).catch((error: unknown) => void outage.begin(error))
      const [first, ...others] = [fetched, highest].flatMap((one) => (one ? [toVersion(one)] : []))
      if (first !== undefined) return [first, ...others]
      throw new ConfigError([
        `REGISTRY_URL: expected a registry with a release, or one that was kept in ${stateFolder}; got neither: ${outage.reason() ?? 'what came was refused'}.`,
      ])
    },
    watch(_, listener) {
      return poll(pollMilliseconds, stopping, async () => {
        const fetched = await look(listener.refuse).catch((error: unknown) => {
          if (!stopping.signal.aborted) outage.begin(error)
        })
        if (fetched) await listener.accept(toVersion(fetched))
      })
    },
  }
}

/** Throws ReleaseError for one that was before, or that is another of the same number. */
function isNew(release: Release, highest: Release | undefined): boolean {
  if (highest === undefined || release.number > highest.number) return true
  if (release.number < highest.number)
    throw new ReleaseError(
      `expected a release after ${highest.number}, which was served here; got release ${release.number}, an older one. A registry goes back by a new number`,
    )
  if (release.supergraph === highest.supergraph) return false
  throw new ReleaseError(`expected release ${highest.number} to stay what it was; got another supergraph`)
}

interface Outage {
  begin(error: unknown): void
  end(): void
  reason(): string | undefined
}

/** Logs when a registry ceases to answer and when it answers again, and not each time that it is asked. */
function createOutage(url: string, log: Log): Outage {
  let reason: string | undefined
  return {
    begin(error) {
      if (reason === undefined)
        log.warn({ err: error, registry: url }, 'the registry does not answer; the supergraph stays as it is')
      reason = causeOf(error)
    },
    end() {
      if (reason !== undefined) log.info({ registry: url }, 'the registry answers again')
      reason = undefined
    },
    reason: () => reason,
  }
}

/** `fetch` says "fetch failed", and its cause why. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}

function poll(milliseconds: number, stopping: AbortController, look: () => Promise<void>): SupergraphWatch {
  const { signal } = stopping
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {})
      if (!signal.aborted) await look()
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
