import type { DocumentLimits, FieldSurvey, ParsedFeed } from './feedDescriptor.ts'

/** A document of the right form that gives too little: the last good one stays until an operator accepts it. */
export class DocumentRefused extends Error {
  constructor(expected: string, came: string) {
    super(`expected ${expected}; got ${came}`)
    this.name = 'DocumentRefused'
  }
}

/** What is known of the last good document of a feed. */
export interface LastGood {
  readonly count: number
  readonly survey: FieldSurvey | undefined
}

const MAY_FAIL = 0.1
/** Of fewer records nothing can be said about a field that none of them has. */
const TELLING_COUNT = 5

/**
 * Throws DocumentRefused where a document as a whole cannot be what the source has to say, though each record by itself
 * might. Reasons hold counts and the names of our own fields, nothing that came: everybody may read them.
 */
export function judgeDocument(
  parsed: ParsedFeed<unknown>,
  limits: DocumentLimits,
  lastGood: LastGood | null,
): void {
  assertEnough(parsed.records.length, limits, lastGood)
  assertFewSetAside(parsed, limits.mayFail ?? MAY_FAIL)
  if (!parsed.survey) return
  assertReadable(parsed.survey, limits.mayFail ?? MAY_FAIL)
  assertFieldsStand(parsed.survey, lastGood?.survey)
}

function assertEnough(count: number, { floor, mayLose }: DocumentLimits, lastGood: LastGood | null): void {
  if (count < floor) throw new DocumentRefused(`at least ${floor} records`, String(count))
  if (mayLose === null || lastGood === null) return
  // Of a few records a share is none, and yet one may go.
  const least = Math.min(lastGood.count - 1, Math.ceil(lastGood.count * (1 - mayLose)))
  if (count < least)
    throw new DocumentRefused(
      `at least ${least} records, since the last document had ${lastGood.count}`,
      `${count}`,
    )
}

function assertFewSetAside({ records, setAside }: ParsedFeed<unknown>, mayFail: number): void {
  const total = records.length + setAside.length
  if (setAside.length > allowed(total, mayFail) || (setAside.length > 0 && records.length === 0))
    throw new DocumentRefused(
      `at most ${allowed(total, mayFail)} of ${total} records to be set aside`,
      `${setAside.length}, for such reasons as: ${summarise(setAside.map(({ reason }) => reason))}`,
    )
}

function assertReadable({ present, unreadable }: FieldSurvey, mayFail: number): void {
  for (const [field, count] of Object.entries(unreadable)) {
    const total = Math.max(...field.split(', ').map((name) => present[name] ?? 0))
    if (count > allowed(total, mayFail))
      throw new DocumentRefused(
        `at most ${allowed(total, mayFail)} of ${total} values of ${field} to be unreadable`,
        String(count),
      )
  }
}

/** A field that has changed its name is one that no record has, beside another that nobody knows. */
function assertFieldsStand({ present, unknown }: FieldSurvey, before: FieldSurvey | undefined): void {
  const absent = Object.keys(present).filter((field) => present[field] === 0)
  const folded = new Set(unknown.map(foldName))
  const renamed = absent.filter((field) => folded.has(foldName(field)))
  if (renamed.length > 0)
    throw new DocumentRefused(
      `the fields ${renamed.join(', ')}`,
      'fields that differ from them in case or signs',
    )
  const gone = absent.filter((field) => (before?.present[field] ?? 0) >= TELLING_COUNT)
  if (gone.length > 0)
    throw new DocumentRefused(`the fields ${gone.join(', ')}, as in the last document`, 'them in no record')
}

/** One may always fail: the share of few records is none. */
function allowed(total: number, share: number): number {
  return Math.max(1, Math.floor(total * share))
}

function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}

const SUMMARISED = 3

/** Which fields were at fault; a reason says "field: expected this; got that". */
function summarise(reasons: readonly string[]): string {
  return [...new Set(reasons.map((reason) => reason.replace(/; got .*$/s, '')))]
    .slice(0, SUMMARISED)
    .join('. ')
}
