import { PEERS } from '../peers.mjs'
import { ask, isSameData, measureBody } from './answers.mjs'
import { GATEWAY_CORE, OTHER_CORE, startChild } from './child.mjs'

const LOAD = new URL('load.mjs', import.meta.url)

/**
 * @typedef {Awaited<ReturnType<import('./stage.mjs').openStage>>} Stage
 * @typedef {{ name: string, query: string, variables: object, shared: boolean, anonymous?: boolean }} Case
 * @typedef {{ rounds: number, seconds: number, warmup: number, connections: number, peers: readonly string[] }} Effort
 */

/**
 * Loads each peer in turn, round after round, each time in a fresh process. The order turns with every round, so that
 * a machine that grows slower or faster with time favours nobody.
 * @param {Stage} stage
 * @param {Case} scenario
 * @param {Effort} effort
 * @returns {Promise<{ peer: string, rounds: object[], absent?: string }[]>}
 */
export async function runContest(stage, scenario, effort) {
  const body = JSON.stringify({ query: scenario.query, variables: scenario.variables })
  const entrants = PEERS.filter(({ name }) => effort.peers.includes(name))
  const reference = await findReference(stage, scenario, body)
  const results = new Map(entrants.map(({ name }) => [name, { peer: name, rounds: [] }]))
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const entrant of turn(entrants, round)) {
      const result = results.get(entrant.name)
      if (result.absent) continue
      try {
        result.rounds.push(await loadOnce(stage, scenario, effort, entrant, reference, body))
      } catch (error) {
        result.absent = summarise(error)
      }
      report(entrant.name, result)
    }
  }
  return [...results.values()]
}

/** The right answer: our own gateway's where it is built, the stock gateway's else. */
async function findReference(stage, scenario, body) {
  for (const name of ['ours', 'engine', 'apollo']) {
    const peer = PEERS.find((candidate) => candidate.name === name)
    try {
      return await withPeer(stage, scenario, peer, undefined, ({ url }) => ask(url, body))
    } catch (error) {
      process.stderr.write(`  no reference from ${name}: ${summarise(error)}\n`)
    }
  }
  throw new Error('No gateway gave an answer to compare with.')
}

async function loadOnce(stage, scenario, effort, peer, reference, body) {
  return withPeer(stage, scenario, peer, reference, async ({ url, pid }) => {
    const { text, data } = await ask(url, body)
    if (!isSameData(data, reference.data)) throw new Error('Its answer is not the reference answer.')
    const load = await putUnderLoad(stage, scenario, effort, {
      url,
      pid,
      bodies: [body],
      sizes: [peer.coding ? await measureBody(url, body, peer.coding) : Buffer.byteLength(text)],
      coding: peer.coding,
    })
    if (load.answers === 0) throw new Error(`It gave no right answer within ${effort.seconds} s.`)
    return load
  })
}

/** @param {{ url: string, pid: number, bodies?: readonly string[], sizes?: readonly number[], coding?: string, askedFile?: string }} target */
export async function putUnderLoad(stage, { shared, anonymous }, effort, { url, pid, ...asked }) {
  const { connections, warmup, seconds } = effort
  const setting = {
    url,
    ...asked,
    connections,
    warmup,
    seconds,
    shared,
    anonymous,
    gateway: pid,
    subgraphs: stage.subgraphs,
    callsUrl: stage.callsUrl,
  }
  const load = await startChild(LOAD, setting, { core: OTHER_CORE, waitMs: (warmup + seconds + 60) * 1000 })
  await load.stop()
  return load.facts
}

export async function withPeer(stage, scenario, peer, reference, use, nodeArguments = []) {
  const setting = {
    ...peer.options,
    scenario: scenario.name,
    supergraph: stage.supergraph,
    subgraphs: stage.urls,
    redis: stage.redis,
    answer: reference?.text,
  }
  const file = new URL(`../peers/${peer.file}`, import.meta.url)
  const { pid, facts, stop, exchange } = await startChild(file, setting, {
    core: GATEWAY_CORE,
    nodeArguments,
  })
  try {
    return await use({ url: facts.url, pid, exchange })
  } finally {
    await stop()
  }
}

/** The one line of an error that says what happened, without this machine's folders. */
function summarise({ message }) {
  const lines = message.split('\n').map((line) => line.trim())
  const telling = lines.find((line) => /Error[:\s]/.test(line)) ?? lines[0]
  return telling.replaceAll(/(?:file:\/\/)?\/[^\s'":]*\/(?=[^/\s'":]+)/g, '').slice(0, 300)
}

function turn(entrants, round) {
  const start = round % entrants.length
  const turned = [...entrants.slice(start), ...entrants.slice(0, start)]
  return round % 2 === 0 ? turned : turned.toReversed()
}

function report(name, { rounds, absent }) {
  const last = rounds.at(-1)
  const line = absent ? `absent: ${absent}` : `${last.perSecond.toFixed(1)}/s, ${last.failures} failed`
  process.stderr.write(`  ${name.padEnd(24)} ${line}\n`)
}
