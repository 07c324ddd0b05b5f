import { TIERS } from '../codes.ts'
import { audienceOf } from './audience.ts'
import { parseRule, printRule, type FieldRule } from './fieldRule.ts'
import type { ProtectedField } from './graphRules.ts'
import type { Reasons } from './reasons.ts'

/** The access matrix as a page: a table for each subgraph, and the laws that its reasons name. */
export function printMatrix(fields: readonly ProtectedField[], reasons: Reasons): string {
  const names = [...new Set(fields.map(subgraphOf))].toSorted()
  return [
    INTRODUCTION,
    `${fields.length} fields are protected; every other field is for everyone.`,
    ...names.flatMap((name) => [
      `## ${name}`,
      printTable([
        HEADINGS,
        ...fields.filter((field) => subgraphOf(field) === name).map((field) => rowOf(field, reasons)),
      ]),
    ]),
    '## Laws',
    printTable([['law', 'compared with a published text'], ...lawRows(fields, reasons)]),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** The rules that a page made by `printMatrix` states, by coordinate. */
export function parseMatrix(page: string): ReadonlyMap<string, FieldRule> {
  return new Map(
    [...page.matchAll(/^\| `(\w+\.\w+)` *\| `([^`]+)` *\|/gm)].flatMap(([, coordinate = '', text = '']) => {
      const rule = parseRule(text)
      return rule ? [[coordinate, rule] as const] : []
    }),
  )
}

const INTRODUCTION = `# Who may see what

Made by \`npm run access\` from \`supergraph.graphql\` and \`access-reasons.json\`; not to be edited by hand. Each tier's
column says what a token with that tier's scope alone sees: \`yes\`, \`own\` (objects that the token lists), \`policy\` (as
the named policy decides) or \`no\`. "Others" are the scopes that open the field besides.`

const HEADINGS = ['field', 'rule', ...TIERS, 'others', 'why', 'law']

function subgraphOf({ subgraphs }: ProtectedField): string {
  return subgraphs.join(', ')
}

function rowOf({ coordinate, rule, quota }: ProtectedField, { fields }: Reasons): readonly string[] {
  const { tiers, others } = audienceOf(rule)
  const why = fields[coordinate]
  return [
    `\`${coordinate}\``,
    `\`${printRule(rule)}\``,
    ...tiers.map(([, sight]) => sight),
    others.join(', '),
    [why?.reason, why?.condition, quota && `at most ${quota} values a caller and day`]
      .filter((text) => text !== undefined)
      .join('; '),
    why?.law.join(', ') ?? '',
  ]
}

function lawRows(fields: readonly ProtectedField[], reasons: Reasons): readonly (readonly string[])[] {
  const cited = new Set(fields.flatMap(({ coordinate }) => reasons.fields[coordinate]?.law ?? []))
  return Object.entries(reasons.laws)
    .filter(([name]) => cited.has(name))
    .map(([name, { title, compared }]) => [
      `${name}: ${title}`,
      compared ? 'yes' : 'awaits the legal adviser',
    ])
}

/** Padded as the formatter pads, so that formatting the repository leaves the page as it is. */
function printTable([headings = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows].map((row) => row.map((text) => text.replaceAll('|', '\\|')))
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, filler)).join(' | ')} |`
  const [first = [], ...others] = cells
  return [line(first), line([], '-'), ...others.map((row) => line(row))].join('\n')
}
