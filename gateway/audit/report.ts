import { z } from 'zod'
import { printTextTable } from '../../kit/textTable.ts'
import { readLine } from './chain.ts'
import type { AuditText } from './verify.ts'

/** The fields of a line that the report reads; a line of another shape is counted, not guessed at. */
const audited = z.object({
  time: z.string(),
  caller: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('anonymous') }),
    z.object({ kind: z.literal('verified'), subject: z.string(), issuer: z.string(), tier: z.string() }),
  ]),
  fields: z.array(
    z.object({
      field: z.string(),
      subgraph: z.string(),
      rule: z.string(),
      allowed: z.boolean(),
      withheld: z.number().nullish(),
    }),
  ),
  purpose: z.string().nullable(),
})

type Audited = z.output<typeof audited>

/** How often something was asked for, and by how many. */
interface Count {
  allowed: number
  denied: number
  requests: number
  withPurpose: number
  /** Objects of which a field was denied because the caller does not own them. */
  notOwned: number
  readonly callers: Set<string>
}

interface Sums {
  readonly subgraphs: Map<string, Count>
  readonly fields: Map<string, Count>
  readonly callers: Map<string, Count>
  records: number
  unreadable: number
  from: string
  to: string
}

/** Sums up a trail by bureau, field and caller, as text. */
export async function reportLines(lines: AsyncIterable<AuditText>): Promise<string> {
  const sums: Sums = {
    subgraphs: new Map(),
    fields: new Map(),
    callers: new Map(),
    records: 0,
    unreadable: 0,
    from: '',
    to: '',
  }
  for await (const { text } of lines) {
    const line = readLine(text)
    const parsed = audited.safeParse(line.kind === 'line' ? line.record : null)
    if (parsed.success) addRecord(sums, parsed.data)
    else sums.unreadable++
  }
  return printSums(sums)
}

function addRecord(sums: Sums, record: Audited): void {
  sums.records++
  if (sums.from === '' || record.time < sums.from) sums.from = record.time
  if (record.time > sums.to) sums.to = record.time
  const caller = callerNameOf(record.caller)
  const counted = new Set<Count>()
  for (const { subgraph, field, rule, allowed, withheld } of record.fields) {
    for (const count of [
      countOf(sums.subgraphs, subgraph),
      countOf(sums.fields, `${field} ${rule}`),
      countOf(sums.callers, caller),
    ]) {
      count[allowed ? 'allowed' : 'denied']++
      count.notOwned += withheld ?? 0
      count.callers.add(caller)
      counted.add(count)
    }
  }
  for (const count of counted) {
    count.requests++
    if (record.purpose !== null) count.withPurpose++
  }
}

function callerNameOf(caller: Audited['caller']): string {
  return caller.kind === 'anonymous' ? 'anonymous' : `${caller.subject} (${caller.tier}, ${caller.issuer})`
}

function countOf(counts: Map<string, Count>, name: string): Count {
  const known = counts.get(name)
  if (known) return known
  const made = { allowed: 0, denied: 0, requests: 0, withPurpose: 0, notOwned: 0, callers: new Set<string>() }
  counts.set(name, made)
  return made
}

function printSums({ subgraphs, fields, callers, records, unreadable, from, to }: Sums): string {
  const period = records === 0 ? '' : `, ${from} to ${to}`
  return [
    `${records} requests for protected fields${period}`,
    ...(unreadable > 0 ? [`${unreadable} lines cannot be read; verify the trail`] : []),
    '',
    printCounts('bureau', subgraphs),
    '',
    printCounts('field', fields),
    '',
    printCounts('caller', callers),
    '',
  ].join('\n')
}

function printCounts(heading: string, counts: ReadonlyMap<string, Count>): string {
  const rows = [...counts]
    .toSorted(([one, a], [other, b]) => b.requests - a.requests || (one < other ? -1 : 1))
    .map(([name, count]) => [
      name,
      ...[
        count.requests,
        count.allowed,
        count.denied,
        count.notOwned,
        count.withPurpose,
        count.callers.size,
      ].map(String),
    ])
  const table = [
    [heading, 'requests', 'allowed', 'denied', 'objects not owned', 'with purpose', 'callers'],
    ...rows,
  ]
  return printTextTable(table)
}
