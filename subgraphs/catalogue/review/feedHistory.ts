import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../../kit/log.ts'
import { claimFolder, type ClaimedFolder } from '../../../kit/state/claimFolder.ts'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
import type { FeedEntry } from '../feedBoard.ts'
import { FeedState } from '../schema/feed.ts'
import { macaoDay } from '../use/useBoard.ts'

/** What a day's looks at a feed found. */
export interface FeedDay {
  /** YYYY-MM-DD in Macao. */
  readonly day: string
  readonly feed: string
  readonly looks: number
  /** How many looks found the feed answering, and how many found it fresh. */
  readonly available: number
  readonly fresh: number
  /** Records taken and set aside, summed up over the looks. */
  readonly accepted: number
  readonly setAside: number
  /** Whether it was made up for a demonstration. */
  readonly isSample: boolean
}

/** How feeds stood on earlier days. */
export interface FeedHistory {
  start(): Promise<void>
  stop(): Promise<void>
  /** Looks at all feeds now. */
  look(): Promise<void>
  /** The days of a feed, in no order. */
  daysOf(feed: string): Promise<readonly FeedDay[]>
}

export interface FeedHistorySources {
  readonly read: () => Promise<readonly FeedEntry[]>
  readonly clock: () => Date
  readonly log: Log
  /** Undefined to keep it in memory. */
  readonly stateFolder: string | undefined
  readonly everyMs: number
}

/** Days of one feed that are kept: thirteen months and a little. */
const KEPT_DAYS = 400
const MOST_FEEDS = 1_000
/** The files of other processes are read again after that. */
const KEPT_MS = 10_000
const FILE = 'feed-days.json'

export function createFeedHistory(sources: FeedHistorySources): FeedHistory {
  const { read, clock, log, stateFolder, everyMs } = sources
  const folder = stateFolder === undefined ? undefined : historyFolder(stateFolder)
  let own = new Map<string, FeedDay>()
  let claimed: ClaimedFolder | undefined
  let timer: NodeJS.Timeout | undefined
  let others: { readonly until: number; readonly days: Promise<readonly FeedDay[]> } | null = null

  const look = async (): Promise<void> => {
    const day = macaoDay(clock())
    for (const entry of (await read()).slice(0, MOST_FEEDS)) addLook(own, day, entry)
    own = new Map([...own].filter(([, { day: kept }]) => kept >= firstKept(day)))
    if (claimed === undefined) return
    await claimed.hold()
    await replaceFile(join(claimed.path, FILE), JSON.stringify([...own.values()]))
  }

  const readOthers = (): Promise<readonly FeedDay[]> => {
    const now = performance.now()
    if (others === null || now >= others.until)
      others = { until: now + KEPT_MS, days: folder === undefined ? NONE : readFolder(folder, claimed?.path) }
    return others.days
  }

  return {
    look,
    async start() {
      if (folder !== undefined) {
        claimed = await claimFolder(folder, 'catalogue').catch((error: unknown) => {
          log.warn({ err: error, stateFolder }, 'how the feeds stand is kept in memory')
          return undefined
        })
      }
      if (claimed !== undefined) {
        for (const day of await readFeedDays(join(claimed.path, FILE))) own.set(`${day.day} ${day.feed}`, day)
      }
      timer = setInterval(() => {
        look().catch((error: unknown) => log.warn({ err: error }, 'how the feeds stand was not written down'))
      }, everyMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await claimed?.release()
    },
    async daysOf(feed) {
      const all = [...own.values(), ...(await readOthers())]
      return all.filter((day) => day.feed === feed)
    },
  }
}

const NONE: Promise<readonly FeedDay[]> = Promise.resolve([])

export function historyFolder(stateFolder: string): string {
  return join(stateFolder, 'feed-history')
}

export async function writeFeedDays(folder: string, days: readonly FeedDay[]): Promise<void> {
  await replaceFile(join(folder, FILE), JSON.stringify(days))
}

function addLook(
  days: Map<string, FeedDay>,
  day: string,
  { id, state, accepted, setAsideCount }: FeedEntry,
): void {
  const before = days.get(`${day} ${id}`)
  const isFresh = state === FeedState.LIVE || state === FeedState.BUNDLED
  days.set(`${day} ${id}`, {
    day,
    feed: id,
    looks: (before?.looks ?? 0) + 1,
    available: (before?.available ?? 0) + (state === FeedState.FAILED ? 0 : 1),
    fresh: (before?.fresh ?? 0) + (isFresh ? 1 : 0),
    accepted: (before?.accepted ?? 0) + (accepted ?? 0),
    setAside: (before?.setAside ?? 0) + (setAsideCount ?? 0),
    isSample: false,
  })
}

function firstKept(day: string): string {
  return new Date(Date.parse(day) - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10)
}

async function readFolder(folder: string, own: string | undefined): Promise<readonly FeedDay[]> {
  const writers = await readdir(folder).catch(() => [])
  const others = writers.map((name) => join(folder, name)).filter((path) => path !== own)
  return (await Promise.all(others.map((path) => readFeedDays(join(path, FILE))))).flat()
}

const count = z.int().min(0)
const feedDays = z.array(
  z.object({
    day: z.string(),
    feed: z.string(),
    looks: count,
    available: count,
    fresh: count,
    accepted: count,
    setAside: count,
    isSample: z.boolean(),
  }),
)

/** None where there is no file. Throws, naming it, for one that is not ours. */
async function readFeedDays(file: string): Promise<readonly FeedDay[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '[]'
    throw error
  })
  try {
    return feedDays.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${file}: expected days of feeds as the catalogue writes them. Set it aside.`, { cause })
  }
}
