import { readExamples } from '../graphs/macao.mjs'
import { GATEWAY_CORE, startChild } from '../kit/child.mjs'
import { openStage } from '../kit/stage.mjs'
import { median, printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'

const STAGE = new URL('access/stage.mjs', import.meta.url)

/** Protected fields of three tiers beside public ones, all allowed to the caller. */
const GUARDED = [
  '{ carParks(first: 20) { nodes { id occupancyHistory5min { at freeCars } } } }',
  '{ hotels(first: 20) { nodes { id complaints { id } } } }',
]

export default {
  name: 'access',
  about: 'what it costs to know who asks and what they may see',
  effort: { rounds: 40, seconds: 0.2 },
  async measure({ rounds, seconds }) {
    const stage = await openStage('macao')
    try {
      const queries = { open: readExamples().map(({ query }) => query), guarded: GUARDED }
      const setting = {
        supergraph: stage.supergraph,
        urls: stage.urls,
        queries,
        rounds,
        roundMs: seconds * 1000,
      }
      const child = await startChild(STAGE, setting, { core: GATEWAY_CORE, waitMs: 300_000 })
      await child.stop()
      const { anonymous, verified } = child.facts
      return { text: print(anonymous, verified), data: child.facts }
    } finally {
      await stage.close()
    }
  },
}

function print(anonymous, verified) {
  return [
    `Processor time of one answer without HTTP and with subgraphs whose answers are at hand, with and without the stages of access, in turns; ${anonymous.length} pairs. The median of the differences with its 95 % interval; the share is of the answer without access.`,
    printTable(
      ['', 'without, µs', 'access adds, µs', 'share, %'],
      [
        ['anonymous, the public examples', ...describe(anonymous)],
        ['a remembered token, protected fields', ...describe(verified)],
      ],
    ),
  ].join('\n\n')
}

function describe(pairs) {
  const without = median(pairs.map((pair) => pair.without))
  const added = interval(pairs.map((pair) => pair.with - pair.without))
  const share = interval(pairs.map((pair) => (100 * (pair.with - pair.without)) / pair.without))
  return [printNumber(without), printInterval(added), printInterval(share)]
}

function printInterval({ middle, low, high }) {
  return `${printNumber(middle, 2)} (${printNumber(low, 2)} to ${printNumber(high, 2)})`
}

/** The median with a 95 % interval that supposes nothing of how the values spread: two of them, by their ranks. */
function interval(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const reach = 0.98 * Math.sqrt(sorted.length)
  const at = (rank) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))]
  const middle = (sorted.length - 1) / 2
  return { middle: median(sorted), low: at(middle - reach), high: at(middle + reach) }
}
