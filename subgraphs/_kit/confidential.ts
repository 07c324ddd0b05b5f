import type { Confidential, ParsedFeed, SetAside } from './feedDescriptor.ts'
import { groupBy } from './loader.ts'

/** The records set aside as everybody may read of them; how many there are is told besides. */
export function tellSetAside(
  setAside: readonly SetAside[],
  confidential: Confidential | undefined,
): readonly SetAside[] {
  switch (confidential) {
    case undefined:
      return setAside
    case 'values':
      return setAside.map(({ record, reason }) => ({ record, reason: withoutWhatCame(reason) }))
    case 'records':
      return []
  }
}

/** A reason says "field: expected this; got that". */
function withoutWhatCame(reason: string): string {
  return reason.replace(/; got .*$/s, '')
}

/** Findings told one by one before they are only counted. */
const TOLD_FIELDS = 20

/** What a report says of many records at once; of a confidential feed no value, of one whose records are no name either. */
export function tellRemarks(
  { unreadable = [], remarks = [], survey }: Pick<ParsedFeed<unknown>, 'unreadable' | 'remarks' | 'survey'>,
  confidential: Confidential | undefined,
): readonly string[] {
  return [
    ...remarks,
    ...tellUnreadable(unreadable, confidential),
    ...tellUnknown(survey?.unknown ?? [], confidential),
  ]
}

/** A value may stand where a field's name was expected. */
function tellUnknown(fields: readonly string[], confidential: Confidential | undefined): readonly string[] {
  if (fields.length === 0) return []
  const told = confidential === undefined ? fields.slice(0, TOLD_FIELDS).join(', ') : fields.length
  return [`Fields not known here: ${told}.`]
}

function tellUnreadable(
  unreadable: readonly SetAside[],
  confidential: Confidential | undefined,
): readonly string[] {
  if (confidential === 'records')
    return unreadable.length === 0
      ? []
      : [`Values that could not be read, published as null: ${unreadable.length}.`]
  const byReason = groupBy(unreadable, ({ reason }) => withoutWhatCame(reason))
  return [...byReason].slice(0, TOLD_FIELDS).map(([expected, found]) => {
    const [first] = confidential === undefined ? found : []
    const came = first ? `${first.reason} in ${first.record}` : expected
    return `${came}: published as null, in ${found.length} ${found.length === 1 ? 'record' : 'records'}.`
  })
}
