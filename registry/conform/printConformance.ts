import { shortLine } from '../../kit/shortLine.ts'
import type { PrintStyle } from '../command/printReport.ts'
import type { CheckResult } from './check.ts'
import type { ConformReport } from './conform.ts'

const MOST_TOLD = 8
const WORDS = { passed: 'ok', failed: 'FAILED', 'not-judged': 'not judged' } as const
const COLOURS = { passed: 32, failed: 31, 'not-judged': 33 } as const

/** A report for people: a line each check, with what was found and the remedy below one that failed. */
export function printConformance(
  { subgraph, url, passed, checks }: ConformReport,
  style: PrintStyle,
): string {
  const width = Math.max(...checks.map(({ id }) => id.length))
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length
  const unjudged = checks.filter(({ outcome }) => outcome === 'not-judged').length
  return [
    ...checks.flatMap((check) => printCheck(check, width, style)),
    '',
    `${subgraph} at ${shortLine(url)}: ${passed ? 'conforms' : 'does NOT conform'}: ${checks.length - failed - unjudged} of ${checks.length} checks passed, ${failed} failed, ${unjudged} not judged.`,
    '',
  ].join('\n')
}

function printCheck(
  { id, asks, outcome, problems, remedy }: CheckResult,
  width: number,
  { colour }: PrintStyle,
): readonly string[] {
  const word = WORDS[outcome].padEnd(10)
  const painted = colour ? `\u001b[${COLOURS[outcome]}m${word}\u001b[0m` : word
  const line = `${painted}  ${id.padEnd(width)}  ${asks}`
  const indent = ' '.repeat(12)
  if (outcome === 'passed') return [line]
  if (outcome === 'not-judged') return [line, ...problems.map((problem) => `${indent}${shortLine(problem)}`)]
  return [
    line,
    ...problems
      .slice(0, MOST_TOLD)
      .map((problem) => `${indent}- ${problem.split('\n').map(shortLine).join(`\n${indent}  `)}`),
    ...(problems.length > MOST_TOLD
      ? [`${indent}- and ${problems.length - MOST_TOLD} more (--json has all)`]
      : []),
    `${indent}remedy: ${remedy}`,
  ]
}
