import { OTHER_CORE, startChild } from '../kit/child.mjs'
import { withPeer } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'
import { printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { PEERS } from '../peers.mjs'
import { ATTACKS } from './siege/attacks.mjs'

const ATTACKER = new URL('siege/attacker.mjs', import.meta.url)
const QUIET = new URL('siege/quiet.mjs', import.meta.url)
const QUIET_CLIENTS = { clients: 10, everyMs: 200 }
const SIEGE_PEERS = ['ours-guarded', 'apollo', 'hive-rust-default']

/** Where the attacks come from; the quiet clients are all at 127.0.0.1. */
const ORIGINS = [
  { name: 'one address', addresses: ['127.0.0.2'] },
  { name: '50 addresses', addresses: Array.from({ length: 50 }, (_, index) => `127.0.1.${index + 1}`) },
  { name: "the quiet clients' own", addresses: ['127.0.0.1'] },
]

export default {
  name: 'siege',
  about: 'how ten quiet clients fare while others attack',
  effort: { rounds: 1, seconds: 6, warmup: 3, connections: 10 },
  async measure(effort) {
    const names = effort.peers ?? SIEGE_PEERS
    const stage = await openStage('macao')
    const rows = []
    try {
      for (const peer of PEERS.filter(({ name }) => names.includes(name)))
        for (const siege of listSieges()) rows.push(await lay(stage, peer, siege, effort))
    } finally {
      await stage.close()
    }
    return { text: print(rows), data: rows }
  },
}

function listSieges() {
  const kinds = [
    ...ATTACKS.map(({ name }) => ({ attack: name, names: [name], share: 1 })),
    { attack: 'all at once', names: ATTACKS.map(({ name }) => name), share: 0.5 },
  ]
  const none = { attack: 'none', names: [], share: 1, origin: '', addresses: ['127.0.0.2'] }
  return [
    none,
    ...kinds.flatMap((kind) => ORIGINS.map(({ name, addresses }) => ({ ...kind, origin: name, addresses }))),
  ]
}

async function lay(stage, peer, { attack, names, share, origin, addresses }, { seconds, warmup }) {
  const row = await withPeer(stage, { name: 'macao' }, peer, undefined, async ({ url }) => {
    const quiet = await startChild(QUIET, { url, ...QUIET_CLIENTS }, { core: OTHER_CORE })
    await sleep(warmup)
    const attacker = await startChild(ATTACKER, { url, names, addresses, share }, { core: OTHER_CORE })
    try {
      await sleep(1)
      await quiet.exchange('begin')
      await sleep(seconds)
      return { ...(await quiet.exchange('end')), statuses: await attacker.exchange('statuses') }
    } finally {
      await attacker.stop()
      await quiet.stop()
    }
  })
  const result = { peer: peer.name, attack, origin, ...row }
  process.stderr.write(`${cellsOf(result).join(' | ')}\n`)
  return result
}

function print(rows) {
  return [
    `${QUIET_CLIENTS.clients} quiet clients at one address ask for a museum and its bus stops every ${QUIET_CLIENTS.everyMs} ms.`,
    ...ATTACKS.map(
      ({ name, about, connections }) => `- **${name}**: ${about}, on ${connections} connections`,
    ),
    '- **all at once**: half the connections of each',
    printTable(
      [
        'peer',
        'attack',
        'from',
        'quiet p50 ms',
        'p99 ms',
        'worst ms',
        'asked',
        'failed',
        'attackers were answered',
      ],
      rows.map(cellsOf),
    ),
  ].join('\n\n')
}

function cellsOf({ peer, attack, origin, p50, p99, worst, requests, failures, statuses }) {
  const list = (counts) => Object.entries(counts).map(([what, count]) => `${count} × ${what}`)
  const numbers = [p50, p99, worst].map((value) => (value === undefined ? '-' : printNumber(value)))
  return [
    peer,
    attack,
    origin,
    ...numbers,
    String(requests),
    list(failures).join(', ') || '0',
    list(statuses).join(', '),
  ]
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
