import { PEERS } from '../peers.mjs'
import { printSpread, spread } from './statistics.mjs'
import { printTable } from './table.mjs'

const HEAD = [
  'peer',
  'answers/s',
  'ours ÷ it',
  'share of limit',
  'p50 ms',
  'p99 ms',
  'CPU ms/answer',
  'CPU: it ÷ ours',
  'subgraph calls/answer',
  'peak MiB',
  'its core busy',
  'other core busy',
  'failed',
]

/**
 * A contest as a table. Ratios are taken round by round, since what disturbs one round disturbs both of its sides.
 * @param {Awaited<ReturnType<import('./contest.mjs').runContest>>} results
 */
export function printStandings(results) {
  const ours = pickOurs(results)
  const limit = results.find(({ peer, absent }) => peer === 'limit' && !absent)
  const present = results.filter(({ absent, rounds }) => !absent && rounds.length > 0)
  const rows = present.map((result) => printRow(result, ours, limit))
  return [printTable(HEAD, rows), '', ...printAbsences(results)].join('\n')
}

/** The whole gateway stands for us; its engine alone where only that was asked for. */
function pickOurs(results) {
  const present = results.filter(({ absent }) => !absent)
  return present.find(({ peer }) => peer === 'ours') ?? present.find(({ peer }) => peer === 'engine')
}

function printRow({ peer, rounds }, ours, limit) {
  const over = (field, digits = 1) => printSpread(spread(rounds.map((round) => round[field])), digits)
  const percent = (field) => `${Math.round(spread(rounds.map((round) => round[field])).median * 100)} %`
  return [
    peer,
    over('perSecond'),
    ours && ours.peer !== peer ? printRatio('perSecond', ours.rounds, rounds) : '–',
    limit ? printRatio('perSecond', rounds, limit.rounds) : '–',
    over('p50'),
    over('p99'),
    over('cpuMsPerAnswer', 3),
    ours && ours.peer !== peer ? printRatio('cpuMsPerAnswer', rounds, ours.rounds) : '–',
    over('callsPerAnswer', 2),
    over('peakMemory', 0),
    percent('gatewayBusy'),
    percent('othersBusy'),
    String(rounds.reduce((sum, { failures }) => sum + failures, 0)),
  ]
}

function printRatio(field, rounds, others) {
  return printSpread(spread(rounds.map((round, index) => round[field] / others[index][field])), 2)
}

function printAbsences(results) {
  return results
    .filter(({ absent }) => absent)
    .map(({ peer, absent }) => {
      const { about } = PEERS.find(({ name }) => name === peer)
      return `- **${peer}** (${about}) took no part: ${absent}`
    })
}
