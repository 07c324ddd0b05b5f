import { createFinding, type Finding, type FindingLevel } from '../findings.ts'
import { lastDayOf } from '../../schema/lastDay.ts'
import { droppedUnits } from '../lint/units.ts'
import { addDays } from '../use/recentUse.ts'
import { readDeprecations } from './deprecations.ts'
import type { ComposedProposal } from './proposal.ts'
import { findNewName, nameIn } from './renames.ts'
import type { SchemaChange } from './schemaChanges.ts'

/**
 * Whether clients are told in time: what goes was deprecated before, for half a year, and goes on its day. A warning where
 * it goes too soon, since what nobody uses may go at once.
 */
export function checkNotices(
  changes: readonly SchemaChange[],
  proposal: ComposedProposal,
): readonly Finding[] {
  const before = readDeprecations(proposal.before)
  const after = readDeprecations(proposal.after)
  return [
    ...changes
      .filter(({ rule }) => REMOVALS.has(rule))
      .flatMap(({ coordinate }) =>
        checkRemoval(
          coordinate,
          before.get(coordinate),
          findNewName(coordinate, changes, proposal),
          proposal,
        ),
      ),
    ...[...after].flatMap(([coordinate, reason]) =>
      before.get(coordinate) === reason ? [] : checkNewDeprecation(coordinate, reason, proposal),
    ),
  ]
}

const REMOVALS = new Set([
  'field-removed',
  'field-argument-removed',
  'enum-value-removed',
  'input-field-removed',
])

function checkRemoval(
  coordinate: string,
  deprecation: string | undefined,
  newName: string | null,
  proposal: ComposedProposal,
): readonly Finding[] {
  const day = deprecation === undefined ? null : lastDayOf(deprecation)
  const isTooSoon = day !== null && day > proposal.today
  const units = newName === null ? [] : droppedUnits(nameIn(coordinate), newName)
  const tellIf = (isFound: boolean, rule: string, message: string, level: FindingLevel = 'warning') =>
    isFound ? [tell({ rule, level, coordinate, message }, proposal)] : []
  const isSudden = deprecation === undefined
  return [
    ...tellIf(isTooSoon, 'removed-before-its-day', `It goes before the day that clients were told, ${day}.`),
    ...tellIf(
      isSudden && newName === null,
      'removed-without-deprecation',
      `It goes without having been deprecated: first say ${advise('…')}.`,
    ),
    ...tellIf(
      isSudden && newName !== null,
      'renamed-without-deprecation',
      `It seems to be renamed to ${newName}: keep the old beside the new, with ${advise(newName ?? '')}.`,
    ),
    ...tellIf(
      units.length > 0,
      'unit-dropped',
      `It seems to be renamed to ${newName}, which does not say its unit: expected ${units.join(', ')} in the name.`,
      'error',
    ),
  ]
}

function advise(successor: string): string {
  return `@deprecated(reason: "Use ${successor}; goes on <YYYY-MM-DD>.")`
}

const NOTICE_DAYS = 182

function checkNewDeprecation(
  coordinate: string,
  reason: string,
  proposal: ComposedProposal,
): readonly Finding[] {
  const earliest = addDays(proposal.today, NOTICE_DAYS)
  const day = lastDayOf(reason)
  if (day === null || day >= earliest) return []
  const message = `Its last day is ${day}: expected at least half a year, ${earliest} or later.`
  return [tell({ rule: 'deprecated-for-half-a-year', level: 'error', coordinate, message }, proposal)]
}

function tell(
  told: { rule: string; level: FindingLevel; coordinate: string; message: string },
  { locate }: ComposedProposal,
): Finding {
  return createFinding({ ...told, class: 'convention', place: locate(told.coordinate) })
}
