import { GraphQLError } from 'graphql'
import type { Log } from '../../../kit/log.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import type { UseAnswer, UseMonth, UseSource } from '../../_kit/catalogueSources.ts'

/** The use of data sets and bureaus, read when it is asked for. */
export interface UseBoard {
  /** The months of a data set, the latest first; null where nobody tells the catalogue. Rejects where it cannot be read. */
  ofDataset(id: string): Promise<readonly UseMonth[] | null>
  ofBureau(id: string): Promise<readonly UseMonth[] | null>
}

export interface UseBoardSources {
  readonly source: UseSource | undefined
  readonly datasets: () => readonly Pick<DatasetRecord, 'id' | 'fields' | 'custodianIds'>[]
  readonly clock: () => Date
  readonly log: Log
}

const DEADLINE_MS = 5_000
/** A month's sums change little in that time, and all data sets are read at once. */
const KEPT_MS = 60_000
const MONTHS = 13

export function createUseBoard({ source, datasets, clock, log }: UseBoardSources): UseBoard {
  let kept: { readonly until: number; readonly answer: Promise<UseAnswer> } | null = null

  const read = (ask: UseSource): Promise<UseAnswer> => {
    const now = clock()
    if (kept !== null && now.getTime() < kept.until) return kept.answer
    const question = { ...lastMonths(now), groups: groupFields(datasets()) }
    const answer = ask(question, AbortSignal.timeout(DEADLINE_MS)).catch((cause: unknown) => {
      log.warn({ err: cause }, 'the use of the graph was not read')
      throw new GraphQLError('The use of the graph cannot be read from the gateway at the moment.', {
        extensions: { code: 'SOURCE_UNAVAILABLE' },
      })
    })
    kept = { until: now.getTime() + KEPT_MS, answer }
    return answer
  }

  const find = async (group: string): Promise<readonly UseMonth[] | null> =>
    source === undefined ? null : ((await read(source))[group] ?? [])

  return { ofDataset: (id) => find(`dataset ${id}`), ofBureau: (id) => find(`bureau ${id}`) }
}

/** A bureau's use is that of its data sets, in which a request for several counts once. */
function groupFields(
  datasets: ReturnType<UseBoardSources['datasets']>,
): Readonly<Record<string, readonly string[]>> {
  const groups = new Map<string, string[]>()
  for (const { id, fields, custodianIds } of datasets) {
    groups.set(`dataset ${id}`, [...fields])
    for (const bureau of custodianIds) {
      const name = `bureau ${bureau}`
      groups.set(name, [...(groups.get(name) ?? []), ...fields])
    }
  }
  return Object.fromEntries(groups)
}

/** From the first day of the month twelve months ago to past the end of the present one, in Macao. */
function lastMonths(now: Date): { readonly from: string; readonly to: string } {
  const [year = 0, month = 0] = macaoDay(now).split('-').map(Number)
  const firstOf = (of: number) => new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10)
  return { from: firstOf(month - MONTHS), to: firstOf(month) }
}

/** The day in Macao, which has no summer time. */
export function macaoDay(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
