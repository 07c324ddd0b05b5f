import { CHAIN_START, readLine, type ChainEnd, type Line } from './chain.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { findSealingKey, type AuditKeys } from './keys.ts'

export interface Verdict {
  /** One sentence for each thing that is wrong; none when the chain is whole. */
  readonly problems: readonly string[]
  /** Observations that an auditor should know and that are no sign of tampering. */
  readonly notes: readonly string[]
  readonly records: number
  /** Where the chain ends: noted elsewhere, it shows later whether the end was cut. */
  readonly end: ChainEnd
}

/** Checks the lines of one or several files of a trail, in their order, and with keys also their seals. */
export async function verifyLines(lines: AsyncIterable<AuditText>, keys: AuditKeys = []): Promise<Verdict> {
  const found = { problems: new Array<string>(), notes: new Array<string>(), records: 0 }
  const checkKey = createKeyCheck(keys, found)
  let end: ChainEnd | null = null
  let unread: AuditText | null = null
  for await (const text of lines) {
    const line = readLine(text.text)
    if (line.kind === 'unreadable') {
      if (unread) found.problems.push(`${unread.place}: this is no audit line.`)
      unread = text
      continue
    }
    end = checkLine(text, line, end, unread, found)
    if (line.isWhole) checkKey(text, line)
    unread = null
    found.records++
  }
  if (unread) found.problems.push(`${unread.place}: this is no audit line, or it was cut off.`)
  return { ...found, end: end ?? CHAIN_START }
}

export interface AuditText {
  /** "file:line". */
  readonly place: string
  readonly text: string
}

interface Found {
  readonly problems: string[]
  readonly notes: string[]
}

function checkLine(
  { place }: AuditText,
  { link, hash, isWhole }: Line,
  before: ChainEnd | null,
  unread: AuditText | null,
  { problems, notes }: Found,
): ChainEnd {
  if (unread) {
    if (link.cutOff === sha256Hex(unread.text))
      notes.push(`${unread.place}: cut off when the process died; the next line says so.`)
    else problems.push(`${unread.place}: this is no audit line.`)
  }
  if (link.lost !== undefined)
    notes.push(`${place}: ${link.lost} records before this one could not be written.`)
  const expected = before ?? startOf(place, link, notes)
  if (!isWhole) {
    problems.push(`${place}: record ${expected.number + 1} was edited.`)
    return { number: expected.number + 1, hash }
  }
  const gap = link.number - expected.number - 1
  if (gap < 0) {
    problems.push(`${place}: record ${link.number} stands out of order, after record ${expected.number}.`)
    return expected
  }
  if (gap > 0) problems.push(`${place}: ${describeMissing(expected.number + 1, gap)} before this line.`)
  else if (link.previous !== expected.hash)
    problems.push(`${place}: record ${link.number} does not follow the line before it, which was replaced.`)
  return { number: link.number, hash }
}

/** Checks by which key each line is sealed: a newer one takes over for good, since an older one may have leaked. */
function createKeyCheck(keys: AuditKeys, { problems, notes }: Found): (text: AuditText, line: Line) => void {
  let oldest = keys.length - 1
  let isTold = false
  return ({ place }, line) => {
    const at = findSealingKey(keys, line)
    if (at !== -1 && at <= oldest) oldest = at
    else if (keys.length > 0)
      problems.push(`${place}: record ${line.link.number} is not sealed with the key.`)
    else if (line.mac !== undefined && !isTold) {
      isTold = true
      notes.push(`${place}: sealed with a key; with AUDIT_KEY set it is checked who wrote this.`)
    }
  }
}

/** A first line that continues an earlier file has nothing before it here. */
function startOf(place: string, { number, previous, continues }: Line['link'], notes: string[]): ChainEnd {
  if (!continues) return CHAIN_START
  notes.push(`${place}: begins with record ${number}; the records before it are in an earlier file.`)
  return { number: number - 1, hash: previous }
}

function describeMissing(first: number, count: number): string {
  return count === 1 ? `record ${first} is missing` : `records ${first} to ${first + count - 1} are missing`
}
