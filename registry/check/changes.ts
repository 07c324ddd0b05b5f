import { createFinding, type Finding } from '../findings.ts'
import { lastDayOf } from '../lint/deprecation.ts'
import { addDays } from '../use/recentUse.ts'
import { listAffected } from './affected.ts'
import { readDeprecations } from './deprecations.ts'
import type { ComposedProposal } from './proposal.ts'
import { findNewName } from './renames.ts'
import { compareSchemas, type SchemaChange } from './schemaChanges.ts'
import { weighBreaking, weighDangerous } from './weigh.ts'

/** What clients meet: each change of the API schema, weighed by who uses what it touches. */
export async function checkChanges(proposal: ComposedProposal): Promise<readonly Finding[]> {
  const changes = await compareSchemas(proposal.before, proposal.after)
  const deprecations = readDeprecations(proposal.before)
  return [
    ...changes.map((change) => weighChange(change, proposal)),
    ...changes.flatMap((change) => checkNotice(change, changes, deprecations, proposal)),
    ...checkNewDeprecations(deprecations, readDeprecations(proposal.after), proposal),
  ]
}

function weighChange(change: SchemaChange, proposal: ComposedProposal): Finding {
  const { rule, severity, coordinate, detail, message } = change
  const told = { rule, class: severity, coordinate, detail, place: proposal.locate(coordinate) } as const
  if (severity === 'safe') return createFinding({ ...told, level: 'note', message })
  const affected = listAffected(change, proposal.before)
  const weigh = severity === 'breaking' ? weighBreaking : weighDangerous
  const { level, hits, reason } = weigh(affected, proposal)
  return createFinding({ ...told, level, hits, message: `${message} ${reason}` })
}

const REMOVALS = new Set([
  'field-removed',
  'field-argument-removed',
  'enum-value-removed',
  'input-field-removed',
])

/** What goes was deprecated before, and goes on its day: a warning, since a thing that nobody uses may go at once. */
function checkNotice(
  { rule, coordinate }: SchemaChange,
  changes: readonly SchemaChange[],
  deprecations: ReadonlyMap<string, string>,
  proposal: ComposedProposal,
): readonly Finding[] {
  if (!REMOVALS.has(rule)) return []
  const told = {
    class: 'convention',
    level: 'warning',
    coordinate,
    place: proposal.locate(coordinate),
  } as const
  const reason = deprecations.get(coordinate)
  if (reason === undefined) {
    const newName = findNewName(coordinate, changes, proposal)
    const message =
      newName === null
        ? 'It goes without having been deprecated: first say @deprecated(reason: "Use …; goes on <YYYY-MM-DD>.").'
        : `It seems to be renamed to ${newName}: keep the old beside the new, with @deprecated(reason: "Use ${newName}; goes on <YYYY-MM-DD>.").`
    return [
      createFinding({
        ...told,
        rule: newName === null ? 'removed-without-deprecation' : 'renamed-without-deprecation',
        message,
      }),
    ]
  }
  const day = lastDayOf(reason)
  if (day === null || day <= proposal.today) return []
  return [
    createFinding({
      ...told,
      rule: 'removed-before-its-day',
      message: `It goes before the day that clients were told, ${day}.`,
    }),
  ]
}

const NOTICE_DAYS = 182

function checkNewDeprecations(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  { today, locate }: ComposedProposal,
): readonly Finding[] {
  const earliest = addDays(today, NOTICE_DAYS)
  return [...after].flatMap(([coordinate, reason]) => {
    const day = lastDayOf(reason)
    if (before.get(coordinate) === reason || day === null || day >= earliest) return []
    const message = `Its last day is ${day}: expected at least half a year, ${earliest} or later.`
    return [
      createFinding({
        rule: 'deprecated-for-half-a-year',
        class: 'convention',
        level: 'error',
        coordinate,
        place: locate(coordinate),
        message,
      }),
    ]
  })
}
