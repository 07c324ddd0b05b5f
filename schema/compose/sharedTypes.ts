import {
  print,
  type DirectiveDefinitionNode,
  type DirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { isRootType, type Owners } from './owners.ts'

/**
 * A type that several bureaus define is the same in each: composition would keep the union of the fields, the
 * intersection of the arguments, and say nothing. Of an entity only the fields that both define are compared.
 */
export function checkSharedTypes(subgraphs: readonly SubgraphDocument[], owners: Owners): string[] {
  const problems: string[] = []
  for (const [name, first, others] of sharedBy(subgraphs, ({ types }) => types)) {
    if (isRootType(name)) continue
    const isEntity = owners.has(name)
    const describe = isEntity ? describeEntity : describeType
    for (const other of others) problems.push(...compare(describe(first), describe(other), isEntity))
  }
  for (const [, first, others] of sharedBy(subgraphs, ({ directives }) => directives)) {
    for (const other of others)
      problems.push(...compare(describeDirective(first), describeDirective(other), false))
  }
  return problems
}

/** Each name with its definition in the first subgraph that has it, and those of the others. */
function sharedBy<T>(
  subgraphs: readonly SubgraphDocument[],
  read: (subgraph: SubgraphDocument) => ReadonlyMap<string, T>,
): readonly (readonly [name: string, first: T, others: readonly T[]])[] {
  const found = new Map<string, T[]>()
  for (const subgraph of subgraphs) {
    for (const [name, definition] of read(subgraph)) {
      found.set(name, [...(found.get(name) ?? []), definition])
    }
  }
  return [...found].flatMap(([name, [first, ...others]]) =>
    first !== undefined && others.length > 0 ? [[name, first, others] as const] : [],
  )
}

/** One thing that must be equal: where it stands, what it says, and in what words it is described. */
interface Member {
  readonly position: string
  readonly says: string
  readonly words: string | null
}

interface Described {
  readonly position: string
  readonly members: ReadonlyMap<string, Member>
}

const IDENTICAL = 'what bureaus share is identical in all of them.'

function compare(first: Described, other: Described, isEntity: boolean): string[] {
  return [
    ...[...first.members].flatMap(([coordinate, member]) => {
      const twin = other.members.get(coordinate)
      return twin
        ? compareMembers(coordinate, member, twin)
        : reportMissing(coordinate, member, other, isEntity)
    }),
    ...[...other.members].flatMap(([coordinate, member]) =>
      first.members.has(coordinate) ? [] : reportMissing(coordinate, member, first, isEntity),
    ),
  ]
}

function compareMembers(coordinate: string, first: Member, other: Member): string[] {
  if (first.says !== other.says)
    return [
      `${other.position}: ${coordinate} is ${other.says} here and ${first.says} in ${first.position}; ${IDENTICAL}`,
    ]
  if (first.words !== other.words)
    return [
      `${other.position}: ${coordinate} is described in other words than in ${first.position}; ${IDENTICAL}`,
    ]
  return []
}

/** A bureau may add fields to an entity, but no argument to a field that the other defines too. */
function reportMissing(
  coordinate: string,
  member: Member,
  absentFrom: Described,
  isEntity: boolean,
): string[] {
  const [field = '', argument] = coordinate.split('(')
  if (isEntity && (argument === undefined || !absentFrom.members.has(field))) return []
  return [`${member.position}: ${coordinate} is missing in ${absentFrom.position}; ${IDENTICAL}`]
}

/** Of an entity, what its bureaus share: fields and arguments. Its interfaces and words are its owner's. */
function describeEntity(type: TypeInSubgraph): Described {
  const members = new Map<string, Member>()
  for (const field of type.fields) {
    const coordinate = `${type.name}.${field.name.value}`
    members.set(coordinate, { position: positionOf(field), says: `"${print(field.type)}"`, words: null })
    for (const argument of field.arguments ?? [])
      members.set(`${coordinate}(${argument.name.value}:)`, describeInput(argument))
  }
  return { position: positionOf(type.node), members }
}

function describeType(type: TypeInSubgraph): Described {
  const members = new Map<string, Member>()
  const add = (node: FieldDefinitionNode | EnumValueDefinitionNode, coordinate: string, kind: string) =>
    members.set(coordinate, describeNode(node, joinWords(kind, printDirectives(node.directives))))
  const words = type.nodes.flatMap((node) => ('description' in node ? [node.description?.value] : []))
  members.set(type.name, {
    position: positionOf(type.node),
    says: joinWords(
      type.kind,
      ...type.related.toSorted(),
      printDirectives(type.nodes.flatMap(({ directives = [] }) => directives)),
    ),
    words: words.join('') || null,
  })
  for (const field of type.fields) {
    const coordinate = `${type.name}.${field.name.value}`
    add(field, coordinate, `"${print(field.type)}"`)
    for (const argument of field.arguments ?? [])
      members.set(`${coordinate}(${argument.name.value}:)`, describeInput(argument))
  }
  for (const field of type.inputFields) members.set(`${type.name}.${field.name.value}`, describeInput(field))
  for (const value of type.values) add(value, `${type.name}.${value.name.value}`, 'a value')
  return { position: positionOf(type.node), members }
}

function describeDirective(node: DirectiveDefinitionNode): Described {
  const name = `@${node.name.value}`
  const locations = node.locations.map(({ value }) => value).toSorted()
  const says = joinWords(node.repeatable ? 'repeatable' : '', 'on', locations.join(' | '))
  const members = new Map<string, Member>([[name, describeNode(node, says)]])
  for (const argument of node.arguments ?? [])
    members.set(`${name}(${argument.name.value}:)`, describeInput(argument))
  return { position: positionOf(node), members }
}

function describeInput(node: InputValueDefinitionNode): Member {
  const fallback = node.defaultValue ? ` = ${print(node.defaultValue)}` : ''
  return describeNode(node, `"${print(node.type)}${fallback}"`)
}

type NamedNode =
  FieldDefinitionNode | EnumValueDefinitionNode | InputValueDefinitionNode | DirectiveDefinitionNode

function describeNode(node: NamedNode, says: string): Member {
  return { position: positionOf(node), says, words: node.description?.value ?? null }
}

/** `@shareable` on a type or on each of its fields means the same. */
function printDirectives(directives: readonly DirectiveNode[] | undefined): string {
  return (directives ?? [])
    .filter(({ name }) => name.value !== 'shareable')
    .map((directive) => print(directive))
    .toSorted()
    .join(' ')
}

function joinWords(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ')
}
