import { parseRule, printRule, PUBLIC, type FieldRule } from './fieldRule.ts'
import type { ProtectedField } from './graphRules.ts'
import { isAtLeastAsStrict } from './strictness.ts'

/** A field that more people see than before, or a protected field that is gone, perhaps under another name. */
export interface Exposure {
  readonly coordinate: string
  readonly from: string
  readonly to: string
}

/** What a change exposes: each field of `before` that now has a weaker rule, none, or is not in the graph. */
export function findExposures(
  before: ReadonlyMap<string, FieldRule>,
  now: readonly ProtectedField[],
  coordinates: ReadonlySet<string>,
): readonly Exposure[] {
  const rules = new Map(now.map(({ coordinate, rule }) => [coordinate, rule]))
  return [...before].flatMap(([coordinate, old]) => {
    const from = printRule(old)
    if (!coordinates.has(coordinate)) return [{ coordinate, from, to: 'gone' }]
    const rule = rules.get(coordinate) ?? PUBLIC
    return isAtLeastAsStrict(rule, old) ? [] : [{ coordinate, from, to: printRule(rule) }]
  })
}

/** The exposures that exposures.md names with a reason, one a line. */
export function parseExposures(page: string): readonly Exposure[] {
  return [...page.matchAll(/^- `(\w+\.\w+)` from `([^`]+)` to `([^`]+)`: *\S.*$/gm)].flatMap(
    ([, coordinate = '', from = '', to = '']) =>
      parseRule(from) && (to === 'gone' || parseRule(to)) ? [{ coordinate, from, to }] : [],
  )
}

/** One sentence for each exposure that is not named. */
export function complainOfExposures(
  page: string,
  found: readonly Exposure[],
  named: readonly Exposure[],
): string[] {
  const known = new Set(named.map(printExposure))
  return found
    .filter((exposure) => !known.has(printExposure(exposure)))
    .map(
      (exposure) =>
        `${exposure.coordinate} was protected and is ${exposure.to === 'gone' ? 'gone, perhaps under another name' : 'less so now'}. ` +
        `If that is meant, add this line to ${page} with the reason:\n  ${printExposure(exposure)}: <reason>`,
    )
}

function printExposure({ coordinate, from, to }: Exposure): string {
  return `- \`${coordinate}\` from \`${from}\` to \`${to}\``
}
