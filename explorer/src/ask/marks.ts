import { getNamedType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql'
import { ruleFor, rulesLoaded } from '../caller/rules.ts'
import { claims } from '../caller/token.ts'
import type { AnswerError } from '../graph/ask.ts'
import { knownSchema } from '../graph/schema.ts'
import { words } from '../language/language.ts'
import { operationIn, parseOnce } from './operations.ts'
import { answered, latest } from './workbench.ts'

/** Something to be said of a part of the query. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
}

/** Reads all that marks are made of, so that an effect runs when one of them changes. */
export function marksDependOn(): readonly unknown[] {
  return [latest.value, claims.value, rulesLoaded.value, knownSchema.value, words.value]
}

/** What failed at its place in the query, and fields that this caller would be denied, before the query runs. */
export function findMarks(text: string): readonly Mark[] {
  const document = parseOnce(text)
  const errors = latest.peek()?.errors ?? []
  const failed = errors.flatMap((error) => markError(text, document, error))
  return document === null ? failed : [...failed, ...markDenied(document)]
}

function markError(text: string, document: DocumentNode | null, error: AnswerError): readonly Mark[] {
  const message = error.code === undefined ? error.message : `${error.message} (${error.code})`
  const severity = DENIALS.has(error.code ?? '') ? 'warning' : 'error'
  if (error.line !== undefined) {
    const from = offsetOf(text, error.line, error.column ?? 1)
    return [{ from, to: Math.max(from, endOfWord(text, from)), severity, message }]
  }
  if (document === null || error.path === undefined) return []
  const node = findByPath(
    document,
    error.path.filter((part) => typeof part === 'string'),
  )
  return node?.name.loc ? [{ from: node.name.loc.start, to: node.name.loc.end, severity, message }] : []
}

/** Not a mistake of the query: another caller would get the field. */
const DENIALS: ReadonlySet<string> = new Set(['UNAUTHORIZED_FIELD_OR_TYPE', 'UNAUTHENTICATED'])

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0)
  return Math.min(before + column - 1, text.length)
}

function endOfWord(text: string, from: number): number {
  return from + (/^\w+/.exec(text.slice(from))?.[0].length ?? 0)
}

/** The field that a path of response keys leads to, through fragments of every kind. */
function findByPath(document: DocumentNode, path: readonly string[]): FieldNode | null {
  const operation = operationIn(document, answered.peek()?.operation ?? null)
  if (operation === null) return null
  let sets: readonly SelectionSetNode[] = [operation.selectionSet]
  let found: FieldNode | null = null
  for (const key of path) {
    const fields = sets
      .flatMap((set) => listFields(set, document, 0))
      .filter((field) => (field.alias ?? field.name).value === key)
    if (fields[0] === undefined) return found
    found = fields[0]
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? [])
  }
  return found
}

const MAX_DEPTH = 30

function listFields(set: SelectionSetNode, document: DocumentNode, depth: number): readonly FieldNode[] {
  if (depth > MAX_DEPTH) return []
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return listFields(selection.selectionSet, document, depth + 1)
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? listFields(fragment.selectionSet, document, depth + 1)
      : []
  })
}

function markDenied(document: DocumentNode): readonly Mark[] {
  const schema = knownSchema.peek()
  if (schema === null) return []
  const marks: Mark[] = []
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()
        const result = types.getType()
        if (!parent || !node.name.loc) return
        const rule = ruleFor([
          `${parent.name}.${node.name.value}`,
          ...(result ? [getNamedType(result).name] : []),
        ])
        if (rule === null) return
        const message = words.peek().caller.needs(rule)
        marks.push({ from: node.name.loc.start, to: node.name.loc.end, severity: 'warning', message })
      },
    }),
  )
  return marks
}
