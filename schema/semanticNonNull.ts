import { Kind, parse, print, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { findDirectiveName } from '../kit/graphql/linkedDirectives.ts'
import { NULLABILITY_SPEC } from './codes.ts'

const NAME = 'semanticNonNull'

/** What a schema for clients says of fields that are null on an error alone: by "Type.field", the directive. */
export type NullabilityMarks = ReadonlyMap<string, string>

/** The marks of a supergraph, whatever the directive is called there. */
export function readSupergraphMarks(supergraph: DocumentNode): NullabilityMarks {
  const name = findDirectiveName(supergraph, NULLABILITY_SPEC.replace(/\/v[\d.]+$/, ''), NAME)
  return name === null ? new Map() : listMarks(supergraph, name)
}

/** The marks of a schema for clients. */
export function readApiMarks(api: DocumentNode): NullabilityMarks {
  return listMarks(api, NAME)
}

/**
 * A schema as it is printed for clients, with its marks and what they mean. Generators of client types read them here:
 * introspection knows no directives of fields, and stays as it is.
 */
export function defineMarks(printed: string, marks: NullabilityMarks): string {
  if (marks.size === 0) return printed
  const document = parse(printed)
  // As graphql-js would print it again: what describes the schema comes before its directives.
  const [first] = document.definitions
  const at = first?.kind === Kind.SCHEMA_DEFINITION ? (first.loc?.end ?? 0) : 0
  const definition = { at, text: at === 0 ? `${DEFINITION}\n\n` : `\n\n${DEFINITION}` }
  return insert(printed, [definition, ...placeMarks(document, marks)])
}

const DEFINITION = `"""
The field is null on an error alone, which \`errors\` then tells. levels count the lists in its type, 0 for the field itself.
"""
directive @${NAME}(levels: [Int!]! = [0]) on FIELD_DEFINITION`

/** Only the ends of fields are touched, so that the text stays as it was printed. */
export function markFields(printed: string, marks: NullabilityMarks): string {
  return insert(printed, placeMarks(parse(printed), marks))
}

interface Insertion {
  readonly at: number
  readonly text: string
}

function placeMarks(printed: DocumentNode, marks: NullabilityMarks): readonly Insertion[] {
  return listFields(printed).flatMap(({ coordinate, field }) => {
    const mark = marks.get(coordinate)
    return mark === undefined ? [] : [{ at: field.type.loc?.end ?? 0, text: ` ${mark}` }]
  })
}

/** Places go from the beginning of the text to its end. */
function insert(into: string, insertions: readonly Insertion[]): string {
  let from = 0
  let text = ''
  for (const { at, text: inserted } of insertions) {
    text += into.slice(from, at) + inserted
    from = at
  }
  return text + into.slice(from)
}

function listMarks(document: DocumentNode, name: string): NullabilityMarks {
  return new Map(
    listFields(document).flatMap(({ coordinate, field }) => {
      const mark = field.directives?.find((directive) => directive.name.value === name)
      return mark ? [[coordinate, writeMark(mark)]] : []
    }),
  )
}

function writeMark(mark: ConstDirectiveNode): string {
  return print({ ...mark, name: { kind: Kind.NAME, value: NAME } })
}

function listFields(document: DocumentNode) {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (definition.fields ?? []).map((field) => ({
          coordinate: `${definition.name.value}.${field.name.value}`,
          field,
        }))
      : [],
  )
}
