import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql'
import { namedTypeOf } from '../compose/owners.ts'
import { argumentOf } from '../../kit/graphql/linkedDirectives.ts'
import { readQuotas } from './quotas.ts'
import { findAccessNames, isPublic, joinRules, PUBLIC, readFieldRule, type FieldRule } from './fieldRule.ts'

/** A protected field of the graph as the gateway protects it. */
export interface ProtectedField {
  readonly coordinate: string
  readonly rule: FieldRule
  /** The subgraphs that answer it, by their names. */
  readonly subgraphs: readonly string[]
  /** How many values of it one caller may have in a day; undefined without a bound. */
  readonly quota: number | undefined
}

/**
 * Every protected field of a supergraph with all that protects it: its own directives, those of its type and of the
 * type that it returns. Through an interface a field needs the rules of all implementations.
 */
export function readProtectedFields(supergraph: DocumentNode): readonly ProtectedField[] {
  const reading = startReading(supergraph)
  const quotas = readQuotas(supergraph)
  return reading.types
    .flatMap((type) =>
      (type.fields ?? []).map((field) => ({
        coordinate: `${type.name.value}.${field.name.value}`,
        rule: ruleOf(type, field, reading),
        subgraphs: subgraphsOf(type, field, reading.graphs),
        quota: quotas.get(`${type.name.value}.${field.name.value}`),
      })),
    )
    .filter(({ rule }) => !isPublic(rule))
    .toSorted((a, b) => (a.coordinate < b.coordinate ? -1 : 1))
}

/** The coordinates of all fields, protected or not. */
export function listCoordinates(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(
    typesOf(supergraph).flatMap((type) =>
      (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`),
    ),
  )
}

type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

interface Reading {
  readonly types: readonly TypeWithFields[]
  /** The rules of objects, scalars and enums as types. */
  readonly typeRules: ReadonlyMap<string, FieldRule>
  readonly names: ReturnType<typeof findAccessNames>
  /** The enum value of a subgraph -> its name. */
  readonly graphs: ReadonlyMap<string, string>
}

function startReading(supergraph: DocumentNode): Reading {
  const names = findAccessNames(supergraph)
  const typeRules = supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
    definition.kind === Kind.ENUM_TYPE_DEFINITION
      ? [[definition.name.value, readFieldRule(definition.directives, names)] as const]
      : [],
  )
  return { types: typesOf(supergraph), typeRules: new Map(typeRules), names, graphs: readGraphs(supergraph) }
}

function typesOf(supergraph: DocumentNode): readonly TypeWithFields[] {
  return supergraph.definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
  )
}

/** What stands on an interface's own field is left out: composition copied it there. */
function ruleOf(type: TypeWithFields, field: FieldDefinitionNode, reading: Reading): FieldRule {
  if (type.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const members = reading.types.filter(
      (other) =>
        other.kind === Kind.OBJECT_TYPE_DEFINITION &&
        other.interfaces?.some(({ name }) => name.value === type.name.value),
    )
    return joinRules(
      members.flatMap((member) =>
        (member.fields ?? [])
          .filter(({ name }) => name.value === field.name.value)
          .map((own) => ruleOf(member, own, reading)),
      ),
    )
  }
  return joinRules([
    readFieldRule(field.directives, reading.names),
    reading.typeRules.get(type.name.value) ?? PUBLIC,
    reading.typeRules.get(namedTypeOf(field.type)) ?? PUBLIC,
  ])
}

function subgraphsOf(
  type: TypeWithFields,
  field: FieldDefinitionNode,
  graphs: ReadonlyMap<string, string>,
): readonly string[] {
  const own = graphsNamedBy(field.directives, 'join__field')
  const named = own.length > 0 ? own : graphsNamedBy(type.directives, 'join__type')
  return [...new Set(named.map((graph) => graphs.get(graph) ?? graph))].toSorted()
}

function graphsNamedBy(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly string[] {
  return (directives ?? []).flatMap((directive) => {
    if (directive.name.value !== name) return []
    const value = argumentOf(directive, 'graph')?.value
    return value?.kind === Kind.ENUM ? [value.value] : []
  })
}

function readGraphs(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const graphs = supergraph.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  )
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) return new Map()
  return new Map(
    (graphs.values ?? []).flatMap(({ name, directives }) => {
      const value = directives?.flatMap((directive) => argumentOf(directive, 'name') ?? [])[0]?.value
      return value?.kind === Kind.STRING ? [[name.value, value.value] as const] : []
    }),
  )
}
