import { readExamples } from '../graphs/macao.mjs'
import { ask } from '../kit/answers.mjs'
import { WITHOUT_BUDGETS } from '../kit/budgets.mjs'
import { BOTH_CORES, GATEWAY_CORE, OTHER_CORE, startChild } from '../kit/child.mjs'
import { printNumber, printSpread, spread } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { readMemory, readPeakMemory } from '../kit/vitals.mjs'

const ALL_IN_ONE = new URL('start/allInOne.mjs', import.meta.url)
const LOAD = new URL('../kit/load.mjs', import.meta.url)

export default {
  name: 'start',
  about: 'how soon `npm start` answers, and how much memory it holds then and after a minute of load',
  effort: { rounds: 5, seconds: 60, warmup: 1, connections: 20 },
  async measure(effort) {
    const starts = []
    for (let round = 0; round < effort.rounds; round += 1)
      starts.push({ one: await startOnce(GATEWAY_CORE), two: await startOnce(BOTH_CORES) })
    const load = await loadOnce(effort)
    return { text: print(starts, load, effort), data: { starts, load } }
  },
}

async function startOnce(core) {
  const begun = performance.now()
  const server = await startChild(ALL_IN_ONE, {}, { core })
  try {
    const listening = performance.now() - begun
    await ask(server.facts.url, writeBodies()[0], '')
    return { listening, answered: performance.now() - begun, memory: readMemory(server.pid) }
  } finally {
    await server.stop()
  }
}

async function loadOnce({ seconds, warmup, connections }) {
  const server = await startChild(ALL_IN_ONE, WITHOUT_BUDGETS, { core: GATEWAY_CORE })
  try {
    const setting = {
      url: server.facts.url,
      bodies: writeBodies(),
      connections,
      warmup,
      seconds,
      shared: true,
      anonymous: true,
      gateway: server.pid,
    }
    const load = await startChild(LOAD, setting, { core: OTHER_CORE, waitMs: (seconds + warmup + 60) * 1000 })
    await load.stop()
    return { ...load.facts, memory: readMemory(server.pid), peak: readPeakMemory(server.pid) }
  } finally {
    await server.stop()
  }
}

function writeBodies() {
  return readExamples().map(({ query }) => JSON.stringify({ query }))
}

function print(starts, load, { seconds, connections }) {
  const over = (cores, field) => printSpread(spread(starts.map((start) => start[cores][field])), 0)
  const begins = [
    ['it listens, ms after the start', over('two', 'listening'), over('one', 'listening')],
    ['the first answer, ms after the start', over('two', 'answered'), over('one', 'answered')],
    ['memory after the first answer, MiB', over('two', 'memory'), over('one', 'memory')],
  ]
  const loaded = [
    [`memory after ${seconds} s of load, MiB`, printNumber(load.memory, 0)],
    ['peak memory, MiB', printNumber(load.peak, 0)],
    ['answers/s, all examples in turn', printNumber(load.perSecond)],
    ['p50 ms', printNumber(load.p50)],
    ['p99 ms', printNumber(load.p99)],
    ['failed', String(load.failures)],
  ]
  return [
    'The gateway and all subgraphs in one process.',
    printTable(['what', 'on two cores', 'on one core'], begins),
    `Under load the process has one core, the load of ${connections} connections the other, and budgets are off.`,
    printTable(['what', 'value'], loaded),
  ].join('\n\n')
}
