import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { nearestName } from '../../kit/nearestName.ts'

const text = (expected: string, pattern: RegExp) => z.string({ error: expected }).regex(pattern, expected)
/** Pages show it. */
const name = text('a name without <, >, & and quotation marks', /^(?=.*\S)[^<>&"\p{Cc}]+$/u)
const colour = text('a colour such as "#1d4f91"', /^#[0-9a-f]{6}$/)

/** What a bureau says of itself in `subgraphs/<name>/bureau.yaml`. */
export const bureauEntry = z
  .strictObject(
    {
      bureau: text('the id of a bureau such as "smg"', /^[a-z][a-z0-9-]*$/).describe(
        'The id of the bureau in the catalogue: its tokens have the scope "bureau:<id>".',
      ),
      name: z
        .strictObject({ zh: name, pt: name, en: name }, { error: 'names in zh, pt and en' })
        .describe('What people know the subgraph by, in three languages.'),
      owner: text(
        'a team or a person such as "@macao-open-gateway/weather"',
        /^@[\w-]+(?:\/[\w.-]+)?$/,
      ).describe('Who reviews a change of its folder.'),
      contact: z
        .url({ protocol: /^(?:https|mailto)$/, error: 'an address that begins with https: or mailto:' })
        .describe('Where people reach the bureau.'),
      colour: z
        .strictObject({ light: colour, dark: colour }, { error: 'a colour for light and one for dark' })
        .describe('How pages mark what comes from it, on light and on dark ground.'),
      owns: z
        .array(text('the name of a type', /^[A-Z]\w*$/), { error: 'a list of types' })
        .default([])
        .describe('Entities that it owns though no root field of its schema tells so.'),
      searchable: z
        .array(text('the name of a type', /^[A-Z]\w*$/), { error: 'a list of types' })
        .default([])
        .describe(
          'Its entities that the search of the graph finds, each with an entry in its `searchables`.',
        ),
      mayTag: z
        .array(text('the name of a tag such as "internal"', /^[a-zA-Z_][\w/-]*$/), {
          error: 'a list of tags',
        })
        .default([])
        .describe('The names that @tag may have in its schema.'),
      describesDataSets: text('the path of a JSON file in its folder', /^[\w-][\w./-]*\.json$/)
        .optional()
        .describe('For the catalogue alone: the file in which it describes the data sets of all bureaus.'),
      feeds: z
        .record(z.string(), text('the id of a data set', /\S/), { error: 'feeds, each with its data set' })
        .describe('Its feeds, each with the id of its data set at the portal.'),
    },
    { error: 'keys with values, such as "bureau: smg"' },
  )
  .meta({ title: 'A bureau of the graph' })

/** A bureau and its subgraph. */
export interface Bureau extends z.output<typeof bureauEntry> {
  readonly subgraph: string
}

/** The entry of a subgraph, or each reason why it is none, as "file:line: sentence". */
export function parseBureau(subgraph: string, file: string, source: string): Bureau | { problems: string[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken) return { problems: [`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`] }
  const value = valueOf(document)
  if (value instanceof ReferenceError) return { problems: [`${file}:1: ${value.message}`] }
  const parsed = bureauEntry.safeParse(value)
  if (parsed.success) return { subgraph, ...parsed.data }
  return {
    problems: parsed.error.issues.flatMap((issue) =>
      sentencesOf(issue).map(
        ({ path, expected, got }) =>
          `${file}:${lineOf(document, lines, path)}: ${path.length > 0 ? `${path.join('.')}: ` : ''}expected ${expected}; got ${got ?? describe(document, path)}.`,
      ),
    ),
  }
}

/** A ReferenceError where aliases stand for more than a text may grow to. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS()
  } catch (error) {
    if (error instanceof ReferenceError) return error
    throw error
  }
}

/** JSON Schema of an entry, for editors. */
export function writeBureauSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(bureauEntry, { io: 'input' }), null, 2)}\n`
}

interface Sentence {
  readonly path: readonly PropertyKey[]
  readonly expected: string
  readonly got?: string
}

function sentencesOf(issue: z.core.$ZodIssue): readonly Sentence[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, expected: issue.message }]
  const known =
    issue.path.length === 0 ? Object.keys(bureauEntry.shape) : (KEYS_BELOW[String(issue.path[0])] ?? [])
  return issue.keys.map((key) => {
    const meant = nearestName(key, known)
    const expected = meant === undefined ? `one of ${known.join(', ')}` : `perhaps ${meant}`
    return { path: [...issue.path, key], expected, got: `the key "${key}"` }
  })
}

const KEYS_BELOW: Readonly<Record<string, readonly string[]>> = {
  name: Object.keys(bureauEntry.shape.name.shape),
  colour: Object.keys(bureauEntry.shape.colour.shape),
}

/** The line of the value, or of the nearest that there is above it. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const inMap = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1])?.key
      : document.getIn(path.slice(0, length), true)
    if (hasRange(inMap)) return lines.linePos(inMap.range[0]).line
  }
  return 1
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}

function describe(document: Document, path: readonly PropertyKey[]): string {
  const value: unknown = path.length === 0 ? document.toJS() : document.getIn(path)
  if (value === undefined || value === null) return 'nothing'
  return typeof value === 'object' && !Array.isArray(value) ? 'keys with values' : JSON.stringify(value)
}
