import type { FeedReport } from './feed.ts'

interface Family {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  /** Undefined where there is nothing to tell. */
  readonly read: (report: FeedReport) => number | undefined
}

const FAMILIES: readonly Family[] = [
  {
    name: 'feed_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'When the source was last read well.',
    read: ({ lastSuccessAt }) => secondsOf(lastSuccessAt),
  },
  {
    name: 'feed_source_updated_timestamp_seconds',
    type: 'gauge',
    help: 'When the source says that it was updated.',
    read: ({ sourceUpdatedAt = null }) => secondsOf(sourceUpdatedAt),
  },
  {
    name: 'feed_interval_seconds',
    type: 'gauge',
    help: 'How often the source is read.',
    read: ({ intervalSeconds }) => intervalSeconds,
  },
  { name: 'feed_records', type: 'gauge', help: 'Records that are served.', read: ({ accepted }) => accepted },
  {
    name: 'feed_records_set_aside',
    type: 'gauge',
    help: 'Records that the source has and that cannot be served.',
    read: ({ setAsideCount, setAside }) => setAsideCount ?? setAside.length,
  },
  {
    name: 'feed_readings_total',
    type: 'counter',
    help: 'How often the source was read, with or without success.',
    read: ({ readings }) => readings?.count,
  },
  {
    name: 'feed_reading_failures_total',
    type: 'counter',
    help: 'Readings that failed.',
    read: ({ readings }) => readings?.failures,
  },
  {
    name: 'feed_source_seconds_total',
    type: 'counter',
    help: 'Seconds that the source took to answer, all readings together.',
    read: ({ readings }) => readings?.sourceSeconds,
  },
]

const STATES: readonly FeedReport['state'][] = ['LIVE', 'BUNDLED', 'DEGRADED', 'STALE', 'FAILED']

/** How the feeds of a subgraph are, as Prometheus reads it. */
export function printFeedMetrics(reports: readonly FeedReport[]): string {
  const families = FAMILIES.map(({ name, type, help, read }) =>
    printFamily(
      name,
      type,
      help,
      reports.flatMap((report) => {
        const value = read(report)
        return value === undefined ? [] : [`${name}{feed="${report.id}"} ${value}`]
      }),
    ),
  )
  const states = reports.flatMap(({ id, state }) =>
    STATES.map((one) => `feed_state{feed="${id}",state="${one}"} ${one === state ? 1 : 0}`),
  )
  return [...families, printFamily('feed_state', 'gauge', '1 for the state that it is in.', states)].join('')
}

function printFamily(name: string, type: Family['type'], help: string, samples: readonly string[]): string {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples, ''].join('\n')
}

function secondsOf(time: string | null): number | undefined {
  return time === null ? undefined : Date.parse(time) / 1_000
}
