import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { describeValue, type Environment, type FileValue } from '../../../kit/config.ts'
import { nearestName } from '../../../kit/nearestName.ts'
import { expandVariables, type Path } from './expandVariables.ts'
import { fileSchema, variablesByKey } from './fileSchema.ts'
import type { SubgraphInFile } from './subgraphsInFile.ts'

/** A file of settings as it was named and as it reads. */
export interface ConfigFile {
  readonly name: string
  readonly text: string
}

/** What a file of settings says, and all that is wrong with it. */
export interface FileSettings {
  /** What it says in the place of variables of the environment, as they would. */
  readonly variables: Environment
  readonly subgraphs: ReadonlyMap<string, SubgraphInFile>
  /** Where it says so, such as `gateway.yaml:3: port`. */
  placeOf(variable: string): string
  /** Each names the place, what was expected and what came. */
  readonly problems: readonly string[]
}

export const NO_FILE: FileSettings = {
  variables: {},
  subgraphs: new Map(),
  placeOf: (variable) => variable,
  problems: [],
}

export function parseConfigFile({ name, text }: ConfigFile, environment: Environment): FileSettings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const lineOf = (path: Path): number => lines.linePos(offsetOf(document, path)).line
  const place = (path: Path): string =>
    path.length === 0 ? `${name}:1` : `${name}:${lineOf(path)}: ${path.join('.')}`
  // Their own messages may repeat a part of the file, which may be a secret.
  const broken = document.errors.map(
    ({ code, pos }) => `${name}:${lines.linePos(pos[0]).line}: expected YAML; got a fault ${code}.`,
  )
  if (broken.length > 0) return { ...NO_FILE, problems: broken }
  const raw: unknown = document.toJS() ?? {}
  const problems = new Map<string, { readonly line: number; readonly problem: string }>()
  const tell = (path: Path, expected: string, got: string): void => {
    const at = place(path)
    // What could not be expanded is missing afterwards, which is no second fault.
    if (!problems.has(at))
      problems.set(at, { line: lineOf(path), problem: `${at}: expected ${expected}; got ${got}.` })
  }
  const expanded = expandVariables(raw, environment, ({ path, expected, got }) => tell(path, expected, got))
  const result = fileSchema.safeParse(expanded)
  for (const issue of result.error?.issues ?? []) tellIssue(issue, raw, expanded, tell)
  const usable: Readonly<Record<string, unknown>> = result.data ?? usableOf(expanded)
  return {
    variables: Object.fromEntries(
      [...variablesByKey].flatMap(([key, variable]) => textOf(usable[key], variable)),
    ),
    subgraphs: new Map(Object.entries(result.data?.subgraphs ?? {})),
    placeOf: (variable) => {
      const [key] = [...variablesByKey].find(([, known]) => known === variable) ?? []
      return key === undefined ? variable : place([key])
    },
    problems: [...problems.values()]
      .toSorted((one, other) => one.line - other.line)
      .map(({ problem }) => problem),
  }
}

/** Those of the values beside faulty ones that are right by themselves, so that rules over them are checked as well. */
function usableOf(expanded: unknown): Readonly<Record<string, unknown>> {
  if (typeof expanded !== 'object' || expanded === null) return {}
  return Object.fromEntries(
    Object.entries(expanded).filter(([key, value]) => {
      return formats.get(key)?.safeParse(value).success === true
    }),
  )
}

const formats: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(fileSchema.shape))

/** A value in the file as the environment would have it; empty texts count as absent there, but an empty list is one. */
function textOf(value: unknown, variable: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return [[variable, value.length === 0 ? ',' : value.join(',')]]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [[variable, String(value satisfies FileValue)]]
  return []
}

type Tell = (path: Path, expected: string, got: string) => void

function tellIssue(issue: z.core.$ZodIssue, raw: unknown, expanded: unknown, tell: Tell): void {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'invalid_key')
    return tell(path, issue.issues[0]?.message ?? issue.message, `the key ${JSON.stringify(path.at(-1))}`)
  if (issue.code !== 'unrecognized_keys') return tell(path, issue.message, describe(path, raw, expanded))
  const known = issue.message.split(', ')
  for (const key of issue.keys) {
    const nearest = nearestName(key, known)
    const expected = nearest === undefined ? `one of ${issue.message}` : `perhaps ${nearest}`
    tell([...path, key], expected, `the key ${JSON.stringify(key)}`)
  }
}

/** What came out of the environment may be a secret, whatever the key is called. */
function describe(path: Path, raw: unknown, expanded: unknown): string {
  const written = valueAt(raw, path)
  const value = valueAt(expanded, path)
  if (typeof written === 'string' && typeof value === 'string' && written !== value)
    return `${JSON.stringify(written)}, which is a value of ${value.length} characters`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'keys with values'
  return describeValue(path.includes('set') ? 'secret' : path.join('.'), value)
}

function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value
  for (const step of path)
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === String(step))?.[1]
        : undefined
  return at
}

/** Where the last step of a path stands, or the last one before that the file has itself. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    const whole = isAlias(node) ? node.resolve(document) : node
    if (isMap(whole)) {
      const pair = whole.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (pair === undefined) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(whole)) {
      node = whole.items[Number(step)]
      offset = startOf(node) ?? offset
    } else return offset
  }
  return offset
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}
