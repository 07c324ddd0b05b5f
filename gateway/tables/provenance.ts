import {
  getNamedType,
  isObjectType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'

/** Under which name a query asks for what is not in its table. */
const PROVENANCE = '_provenance'

/** What a graph's objects tell of where they come from, as far as its schema has it. */
const FACTS = ['retrievedAt', 'sourceUpdatedAt', 'stale', 'sample'] as const

/**
 * The query with the provenance of each object that has one, so that a table can say what it is made of though nobody
 * asked; null where the schema has none.
 */
export function askForProvenance(schema: GraphQLSchema, document: DocumentNode): string | null {
  const info = new TypeInfo(schema)
  let isAsked = false
  const extended = visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: {
        leave(set: SelectionSetNode) {
          const type = info.getParentType()
          const field = isObjectType(type) ? type.getFields().provenance : undefined
          const of = field && getNamedType(field.type)
          if (!isObjectType(of) || of.getFields().sample === undefined) return undefined
          isAsked = true
          const facts = FACTS.filter((fact) => of.getFields()[fact] !== undefined).map((fact) => leaf(fact))
          const dataset =
            of.getFields().dataset === undefined ? [] : [withFields(leaf('dataset'), [leaf('id')])]
          const asked = withFields(leaf('provenance'), [...facts, ...dataset])
          const alias = { kind: Kind.NAME, value: PROVENANCE } as const
          return { ...set, selections: [...set.selections, { ...asked, alias }] }
        },
      },
    }),
  )
  return isAsked ? print(extended) : null
}

function leaf(value: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value } }
}

function withFields(field: FieldNode, selections: readonly FieldNode[]): FieldNode {
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } }
}

/** The value without what was asked for besides; `found` is given each provenance. */
export function takeProvenance(
  value: unknown,
  found: (provenance: Readonly<Record<string, unknown>>) => void,
): unknown {
  if (Array.isArray(value)) return value.map((item) => takeProvenance(item, found))
  if (!isRecord(value)) return value
  const { [PROVENANCE]: provenance, ...rest } = value
  if (isRecord(provenance)) found(provenance)
  return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, takeProvenance(inner, found)]))
}

/** Whether an error is about what was asked for besides, and not about a cell. */
export function isOfProvenance(path: readonly (string | number)[]): boolean {
  return path.includes(PROVENANCE)
}
