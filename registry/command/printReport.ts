import type { CheckReport } from '../check/checkSubgraph.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { isFailure, type Finding, type FindingLevel, type Hit } from '../findings.ts'

/** Whether what is printed is seen by a person, on a terminal that shows colours. */
export interface PrintStyle {
  readonly colour: boolean
}

/** A check for people: the verdict, then what was found, the worst first; what is safe is a line each. */
export function printReport(report: CheckReport, style: PrintStyle): string {
  const { subgraph, passed, composes, findings } = report
  const verdict = passed ? 'passed' : 'FAILED'
  const counts = [countOf(findings.filter(isFailure), 'error'), ...countAllowed(findings)]
  const warnings = countOf(
    findings.filter(({ level }) => level === 'warning'),
    'warning',
  )
  const notes = countOf(
    findings.filter(({ level }) => level === 'note'),
    'note',
  )
  const unjudged = composes
    ? []
    : ['It does not compose: changes for clients, protection and plans are judged once it does.', '']
  return [
    paint(`${subgraph}: ${verdict}`, passed ? 'note' : 'error', style) +
      `: ${[...counts, warnings, notes].join(', ')}`,
    '',
    ...unjudged,
    ...printFindings(findings, style),
  ].join('\n')
}

/** Findings as lines: level, rule and coordinate, then place, message and hits. What others wrote moves no cursor. */
export function printFindings(findings: readonly Finding[], style: PrintStyle): readonly string[] {
  const worse = findings.filter(({ level }) => level !== 'note')
  const notes = findings.filter(({ level }) => level === 'note')
  const width = Math.max(0, ...notes.map(({ rule }) => rule.length))
  return [
    ...worse.flatMap((finding) => printFinding(finding, style)),
    ...notes.slice(0, MOST_NOTES).map((note) => printNote(note, width, style)),
    ...(notes.length > MOST_NOTES ? [`and ${notes.length - MOST_NOTES} more notes (--json has all)`] : []),
  ]
}

function printFinding(finding: Finding, style: PrintStyle): readonly string[] {
  const { level, rule, coordinate, message, place, hits, allowed, id } = finding
  const word = allowed === null ? level : 'allowed'
  const kind = finding.class === 'composition' || finding.class === 'convention' ? '' : ` (${finding.class})`
  return [
    `${paint(word.padEnd(7), allowed === null ? level : 'note', style)}  ${rule}${kind}  ${shortLine(coordinate)}`,
    `         ${placeText(place)}${message.split('\n').map(shortLine).join('\n         ')}`,
    ...hits.slice(0, MOST_HITS).map((hit) => `         hit: ${shortLine(printHit(hit))}`),
    ...(hits.length > MOST_HITS
      ? [`         hit: and ${hits.length - MOST_HITS} more (--json has all)`]
      : []),
    ...(allowed === null ? [] : [`         allowed: ${shortLine(allowed)}`]),
    ...(id === `${rule}:${coordinate}` ? [] : [`         id: ${shortLine(id)}`]),
    '',
  ]
}

function printNote(
  { rule, coordinate, message, place, hits }: Finding,
  width: number,
  style: PrintStyle,
): string {
  const toTell = hits.length === 0 ? '' : ` To be told: ${hits.map(({ name }) => name).join(', ')}.`
  const said = `${placeText(place)}${shortLine(message)}${shortLine(toTell)}`
  return `${paint('note', 'note', style)}     ${rule.padEnd(width)}  ${shortLine(coordinate)}  ${said}`
}

const MOST_HITS = 8
const MOST_NOTES = 40

function placeText(place: Finding['place']): string {
  return place === null ? '' : `${place.file}:${place.line}: `
}

function printHit(hit: Hit): string {
  switch (hit.kind) {
    case 'client':
      return `${hit.name}${hit.verified ? '' : ' (not verified)'}, ${hit.count} requests, last on ${hit.lastDay}`
    case 'operation':
      return `${hit.name}, ${hit.place.file}:${hit.place.line}`
    case 'subgraph':
      return `the bureau of ${hit.name}`
  }
}

function countAllowed(findings: readonly Finding[]): readonly string[] {
  const allowed = findings.filter((finding) => finding.allowed !== null).length
  return allowed === 0 ? [] : [`${allowed} allowed`]
}

function countOf(findings: readonly Finding[], word: string): string {
  return `${findings.length} ${word}${findings.length === 1 ? '' : 's'}`
}

const COLOURS: Readonly<Record<FindingLevel, number>> = { error: 31, warning: 33, note: 32 }

function paint(text: string, level: FindingLevel, { colour }: PrintStyle): string {
  return colour ? `\u001b[${COLOURS[level]}m${text}\u001b[0m` : text
}
