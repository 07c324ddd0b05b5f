import { readFileSync } from 'node:fs'
import { GATEWAY_CORE, startChild } from '../kit/child.mjs'
import { openStage } from '../kit/stage.mjs'
import { median, printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { meanInterval } from './access/interval.mjs'

const STAGE = new URL('seen/stage.mjs', import.meta.url)

const CASES = [
  { name: 'small, unshared', file: 'small', cacheSeconds: 0, isShared: false, blocks: 60 },
  { name: 'heavy, known whole', file: 'heavy', cacheSeconds: 3600, isShared: true, blocks: 120 },
]

export default {
  name: 'seen',
  about: 'what it costs to write down and tell what was asked',
  effort: { rounds: 10 },
  async measure({ rounds }) {
    const stage = await openStage('shop')
    try {
      const found = []
      for (const { file, ...about } of CASES) {
        const query = readFileSync(new URL(`../graphs/shop/${file}.graphql`, import.meta.url), 'utf8')
        const setting = {
          ...about,
          query,
          variables: { first: 5 },
          supergraph: stage.supergraph,
          urls: stage.urls,
        }
        found.push({ name: about.name, rounds: await measureRounds(setting, rounds) })
      }
      return { text: print(found, rounds), data: found }
    } finally {
      await stage.close()
    }
  },
}

/** Each round is a process of its own: how a function was compiled, and lies in memory, is the luck of one process. */
async function measureRounds(setting, rounds) {
  const found = []
  for (let round = 0; round < rounds; round += 1) {
    const child = await startChild(STAGE, setting, { core: GATEWAY_CORE, waitMs: 300_000 })
    await child.stop()
    found.push(summarise(child.facts))
    process.stderr.write(`  ${setting.name}: ${JSON.stringify(found.at(-1))}\n`)
  }
  return found
}

/** Blocks that stand beside each other are compared, so that a disturbance of the machine meets both. */
function summarise({ usual, all }) {
  const adds = (pairs) => median(pairs.map(({ off, other }) => other - off))
  return { off: median(usual.map(({ off }) => off)), usual: adds(usual), all: adds(all) }
}

function print(found, rounds) {
  return [
    `Processor time of one answer over HTTP, the client's part of it included, of gateways in one process, two of which take turns of 200 answers: one that tells nothing (no log, no metrics), beside one as it is by default (1 % of requests in the log), then beside one that tells all (every request in the log, metrics, every trace sent to a collector, whose part is included too). What is added is the median difference of a process, the mean of ${rounds} processes with its 95 % interval by Student's t.`,
    printTable(
      ['', 'off, µs', 'default adds, µs', 'all adds, µs'],
      found.map(({ name, rounds: each }) => [
        name,
        printNumber(median(each.map(({ off }) => off))),
        printInterval(each.map(({ usual }) => usual)),
        printInterval(each.map(({ all }) => all)),
      ]),
    ),
  ].join('\n\n')
}

function printInterval(values) {
  const { middle, low, high } = meanInterval(values)
  return `${printNumber(middle, 2)} (${printNumber(low, 2)} to ${printNumber(high, 2)})`
}
