import { readExamples } from '../graphs/macao.mjs'
import { GATEWAY_CORE, startChild } from '../kit/child.mjs'
import { openStage } from '../kit/stage.mjs'
import { printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { mean, meanInterval } from './access/interval.mjs'

const STAGE = new URL('access/stage.mjs', import.meta.url)

/** Protected fields of three tiers beside public ones, all allowed to the caller. */
const GUARDED = [
  '{ carParks(first: 20) { nodes { id occupancyHistory5min { at freeCars } } } }',
  '{ hotels(first: 20) { nodes { id complaints { id } } } }',
]

export default {
  name: 'access',
  about: 'what it costs to know who asks and what they may see',
  effort: { rounds: 40, seconds: 1 },
  async measure({ rounds, seconds }) {
    const stage = await openStage('macao')
    try {
      const queries = { open: readExamples().map(({ query }) => query), guarded: GUARDED }
      const setting = { supergraph: stage.supergraph, urls: stage.urls, queries, roundMs: seconds * 1000 }
      const found = []
      for (let round = 0; round < rounds; round += 1) found.push(await measureRound(setting))
      return { text: print(found), data: found }
    } finally {
      await stage.close()
    }
  },
}

/** Each round is a process of its own: how a function was compiled, and lies in memory, is the luck of one process. */
async function measureRound(setting) {
  const child = await startChild(STAGE, setting, { core: GATEWAY_CORE, waitMs: 300_000 })
  await child.stop()
  return child.facts
}

function print(rounds) {
  return [
    `Processor time of one answer without HTTP and with subgraphs whose answers are at hand, with and without the stages of access: ${rounds.length} pairs, each in a process of its own, where both take turns of a millisecond or so in the order with, without, without, with. What access adds is the median difference of a process, the mean of all processes with its 95 % interval by Student's t; the share is of the answer without access. Last the same by the mean difference of each process, in which the collector of garbage and all that disturbs the machine is.`,
    printTable(
      ['', 'without, µs', 'access adds, µs', 'share, %', 'with disturbances, µs'],
      [
        ['anonymous, the public examples', ...describe(rounds.map(({ anonymous }) => anonymous))],
        ['a remembered token, protected fields', ...describe(rounds.map(({ verified }) => verified))],
      ],
    ),
  ].join('\n\n')
}

function describe(found) {
  return [
    printNumber(mean(found.map(({ without }) => without))),
    printInterval(meanInterval(found.map(({ adds }) => adds))),
    printInterval(meanInterval(found.map(({ adds, without }) => (100 * adds) / without))),
    printInterval(meanInterval(found.map(({ addsWithDisturbances }) => addsWithDisturbances))),
  ]
}

function printInterval({ middle, low, high }) {
  return `${printNumber(middle, 2)} (${printNumber(low, 2)} to ${printNumber(high, 2)})`
}
