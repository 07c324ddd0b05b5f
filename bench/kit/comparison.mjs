import { median, printNumber } from './statistics.mjs'
import { printTable } from './table.mjs'

/**
 * Several contests as one table: a row for each, a column for each peer that took part in any.
 * @param {string} title
 * @param {readonly { label: string, results: { peer: string, rounds: object[], absent?: string }[] }[]} contests
 */
export function printComparison(title, contests) {
  const peers = [
    ...new Set(contests.flatMap(({ results }) => results.filter(isPresent).map(({ peer }) => peer))),
  ]
  const base = peers.find((peer) => peer === 'ours') ?? peers.find((peer) => peer === 'engine')
  const print = (field, digits, printRatio) =>
    printTable(
      [title, ...peers],
      contests.map(({ label, results }) => [
        label,
        ...peers.map((peer) => printCell(results, peer, base, field, digits, printRatio)),
      ]),
    )
  return [
    'Answers per second; in brackets how many times as many ours gives.',
    print('perSecond', 1, (value, ours) => ours / value),
    'Processor milliseconds of the gateway per answer; in brackets how many times what ours costs.',
    print('cpuMsPerAnswer', 3, (value, ours) => value / ours),
    ...listAbsences(contests),
  ].join('\n\n')
}

function printCell(results, peer, base, field, digits, findRatio) {
  const value = medianOf(results, peer, field)
  if (value === undefined) return '–'
  const ours = peer === base ? undefined : medianOf(results, base, field)
  const text = printNumber(value, digits)
  return ours === undefined ? text : `${text} (${printNumber(findRatio(value, ours), 1)} ×)`
}

function medianOf(results, peer, field) {
  const result = results.find((one) => one.peer === peer)
  return result && isPresent(result) ? median(result.rounds.map((round) => round[field])) : undefined
}

function isPresent({ rounds, absent }) {
  return !absent && rounds.length > 0
}

function listAbsences(contests) {
  const lines = contests.flatMap(({ label, results }) =>
    results.filter(({ absent }) => absent).map(({ peer, absent }) => `- **${peer}** at ${label}: ${absent}`),
  )
  return lines.length > 0 ? [lines.join('\n')] : []
}
