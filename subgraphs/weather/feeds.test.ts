import { afterEach, describe, expect, it } from 'vitest'
import { addressVariable, readSnapshot, startSource } from '../../test/kit/source.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

const leftOver: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

/** The moment at which the recordings were made, with the hour of the warnings behind it. */
const NOW = new Date('2026-11-29T09:30:00+08:00')

/** The subgraph with one feed read from a source over HTTP that answers with `body`. */
async function startWith(feed: string, body: string, now = NOW): Promise<StartedSubgraph> {
  const source = await startSource(body)
  const subgraph = await startTestSubgraph(
    definition,
    { [addressVariable(feed)]: source.url, FEEDS_ALLOW_PRIVATE: 'true' },
    () => now,
  )
  leftOver.push(source.stop, () => subgraph.stop())
  return subgraph
}

function reportOf(subgraph: StartedSubgraph, feed: string) {
  const report = subgraph.reports().find(({ id }) => id === feed)
  if (!report) throw new Error(`No feed "${feed}".`)
  return report
}
