import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { composeSupergraph } from '../../graphs/graph.mjs'
import { GATEWAY_CORE, OTHER_CORE, startChild } from '../../kit/child.mjs'
import { printNumber } from '../../kit/statistics.mjs'
import { printTable } from '../../kit/table.mjs'
import { readCpuSeconds, readMemory } from '../../kit/vitals.mjs'
import { PEERS } from '../../peers.mjs'
import { EVENTS_PER_SECOND, SUBGRAPHS } from './prices.mjs'

/** Some gateways open a stream to the subgraph for each client, and execute the operation for each. */
const CLIENTS = 100
const ASKED = ['ours', 'hive-js', 'hive-rust-default']
const KIB_PER_MIB = 1_024

/** A subscription that a subgraph serves itself, with an entity of another beside it, through us and through others. */
export async function measurePassed(seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-passed-'))
  const source = await startChild(new URL('pricesServer.mjs', import.meta.url), {}, { core: OTHER_CORE })
  const urls = Object.fromEntries(Object.keys(SUBGRAPHS).map((name) => [name, `${source.facts.url}/${name}`]))
  const supergraph = join(folder, 'supergraph.graphql')
  writeFileSync(supergraph, composeSupergraph({ name: 'prices', subgraphs: SUBGRAPHS }, urls))
  try {
    const results = []
    for (const peer of PEERS.filter(({ name }) => ASKED.includes(name))) {
      process.stderr.write(`  ${peer.name}\n`)
      results.push(await measurePeer(peer, { supergraph, subgraphs: urls }, seconds))
    }
    return { text: print(results), data: results }
  } finally {
    await source.stop()
    rmSync(folder, { recursive: true })
  }
}

async function measurePeer({ name, file, options }, setting, seconds) {
  const program = new URL(`../../peers/${file}`, import.meta.url)
  const gateway = await startChild(program, { ...setting, ...options }, { core: GATEWAY_CORE })
  const clientsOf = (count) =>
    startChild(
      new URL('passedClients.mjs', import.meta.url),
      { url: gateway.facts.url, count },
      { core: OTHER_CORE, waitMs: 120_000 },
    )
  try {
    // What is loaded at the first event is not a client's.
    const first = await clientsOf(1)
    await sleep(1_000)
    const before = readMemory(gateway.pid)
    const clients = await clientsOf(CLIENTS)
    await sleep(2_000)
    const kibPerClient = ((readMemory(gateway.pid) - before) * KIB_PER_MIB) / CLIENTS
    await clients.exchange('report')
    const begun = readCpuSeconds(gateway.pid)
    await sleep(seconds * 1_000)
    const cpu = readCpuSeconds(gateway.pid) - begun
    const { latencies, lost, doubled, failed } = await clients.exchange('report')
    await clients.stop()
    await first.stop()
    latencies.sort((a, b) => a - b)
    return {
      peer: name,
      delivered: latencies.length,
      lost,
      doubled,
      failed,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      cpuMicroseconds: (cpu * 1e6) / latencies.length,
      kibPerClient,
    }
  } finally {
    await gateway.stop()
  }
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function print(results) {
  return [
    `A subscription that a subgraph serves itself over SSE, ${EVENTS_PER_SECOND} events a second, with a field of another subgraph for each event: ${CLIENTS} SSE clients who ask alike. Events come by the subgraph's clock; what is under way at an end of the window is not counted.`,
    printTable(
      [
        'gateway',
        'delivered',
        'lost',
        'doubled',
        'with an error',
        'p50 ms',
        'p99 ms',
        'CPU us for each',
        'KiB for each client',
      ],
      results.map(({ peer, delivered, lost, doubled, failed, p50, p99, cpuMicroseconds, kibPerClient }) => [
        peer,
        delivered.toLocaleString('en'),
        String(lost),
        String(doubled),
        String(failed),
        printNumber(p50, 0),
        printNumber(p99, 0),
        printNumber(cpuMicroseconds, 1),
        printNumber(kibPerClient, 1),
      ]),
    ),
  ].join('\n\n')
}
