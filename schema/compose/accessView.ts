import { findAccessNames, joinRules, PUBLIC, readFieldRule, type FieldRule } from '../access/fieldRule.ts'
import type { SubgraphDocument } from './document.ts'
import { namedTypeOf } from './owners.ts'

/** What the graph as a whole says of its types, as far as access depends on it: the words of all subgraphs joined. */
export interface AccessView {
  /** The rule of a field by all that protects it: its directives in every subgraph, its type's, its return type's. */
  ruleOf(type: string, field: string): FieldRule
  /** The type that a field returns; undefined for one that no subgraph has. */
  returnTypeOf(type: string, field: string): string | undefined
}

export function viewAccess(subgraphs: readonly SubgraphDocument[]): AccessView {
  const types = subgraphs.map(readTypes)
  const membersOf = (name: string) => [
    ...new Set(types.flatMap((own) => [...(own.get(name)?.members ?? [])])),
  ]
  const joinAll = (read: (own: ReadonlyMap<string, SeenType>) => FieldRule | undefined) =>
    joinRules(types.map((own) => read(own) ?? PUBLIC))
  const returnTypeOf = (type: string, field: string) =>
    types.flatMap((own) => own.get(type)?.fields.get(field)?.returns ?? [])[0]
  const typeRule = (name: string | undefined) =>
    name === undefined ? PUBLIC : joinAll((own) => own.get(name)?.rule)
  return {
    returnTypeOf,
    ruleOf: (type, field) =>
      joinRules([
        ...[type, ...membersOf(type)].map((name) =>
          joinRules([joinAll((own) => own.get(name)?.fields.get(field)?.rule), typeRule(name)]),
        ),
        typeRule(returnTypeOf(type, field)),
      ]),
  }
}

/** A type as one subgraph knows it. */
interface SeenType {
  readonly rule: FieldRule
  readonly fields: ReadonlyMap<string, { readonly rule: FieldRule; readonly returns: string }>
  /** Of an interface, the objects of this subgraph that implement it. */
  readonly members: readonly string[]
}

function readTypes({ document, types }: SubgraphDocument): ReadonlyMap<string, SeenType> {
  const names = findAccessNames(document)
  return new Map(
    [...types.values()].map((type) => [
      type.name,
      {
        rule: joinRules(type.nodes.map(({ directives }) => readFieldRule(directives, names))),
        fields: new Map(
          type.fields.map((field) => [
            field.name.value,
            { rule: readFieldRule(field.directives, names), returns: namedTypeOf(field.type) },
          ]),
        ),
        members:
          type.kind === 'interface'
            ? [...types.values()].filter(({ related }) => related.includes(type.name)).map(({ name }) => name)
            : [],
      },
    ]),
  )
}
