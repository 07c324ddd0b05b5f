import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fromRoot, runsDirectly } from '../../../kit/root.ts'
import { macaoDay } from '../use/useBoard.ts'
import { historyFolder, writeFeedDays, type FeedDay } from './feedHistory.ts'

const LOOKS_A_DAY = 288
const DAYS = 365

const details = z.array(
  z.object({ data: z.object({ graph: z.object({ feedId: z.string().nullable() }).optional() }) }),
)

/** Made-up days of all feeds before today, marked as such, for a demonstration; the same for the same day. */
export async function writeSampleHistory(stateFolder: string, now: Date): Promise<number> {
  const file = fromRoot('subgraphs/catalogue/data/portal-details.json')
  const feeds = details
    .parse(JSON.parse(await readFile(file, 'utf8')))
    .flatMap(({ data }) => data.graph?.feedId ?? [])
  const days = feeds.flatMap((feed, number) => makeUpDays(feed, number, now))
  const folder = join(historyFolder(stateFolder), 'sample')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFeedDays(folder, days)
  return days.length
}

/** Most feeds are well on most days; some fail for hours, and every ninth sets records aside. */
function makeUpDays(feed: string, number: number, now: Date): readonly FeedDay[] {
  return Array.from({ length: DAYS }, (_, ago) => {
    const isBad = (ago * 7 + number * 13) % 29 === 0
    const missed = isBad ? 20 + ((number * 31 + ago) % 80) : (ago + number) % 3
    const accepted = LOOKS_A_DAY * (20 + ((number * 17) % 400))
    return {
      day: macaoDay(new Date(now.getTime() - (ago + 1) * 86_400_000)),
      feed,
      looks: LOOKS_A_DAY,
      available: LOOKS_A_DAY - Math.floor(missed / 2),
      fresh: LOOKS_A_DAY - missed,
      accepted,
      setAside: number % 9 === 0 ? Math.floor(accepted * 0.02) : Math.floor(accepted * 0.001),
      isSample: true,
    }
  })
}

if (runsDirectly(import.meta.url)) {
  const count = await writeSampleHistory(process.env.STATE_DIR ?? fromRoot('.state'), new Date())
  process.stdout.write(`${count} sample days of feeds written.\n`)
}
