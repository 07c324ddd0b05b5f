import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type InlineFragmentNode,
} from 'graphql'
import { printRule } from '../../schema/access/fieldRule.ts'
import { readProtectedFields, type ProtectedField } from '../../schema/access/graphRules.ts'
import type { Graph } from '../graph.ts'
import type { ProtectedFields } from '../request/authorise/rules.ts'
import type { Operation } from '../request/operation/operation.ts'
import type { AuditedField } from './record.ts'

export type Variables = Readonly<Record<string, unknown>>

/** What is read here of a graph. */
export type AuditedGraph = Pick<Graph, 'sdl' | 'apiSchema' | 'rules'>

export interface Touching {
  readonly graph: AuditedGraph
  readonly operation: Operation
  readonly fields: ProtectedFields
  readonly denied: ReadonlySet<FieldNode>
}

/** The protected fields that a request asks for with its variables, each once for each rule and outcome. */
export function listTouched(touching: Touching, variables: Variables): readonly AuditedField[] {
  const found = new Map<string, AuditedField>()
  for (const { node, way, ...field } of recallPlaces(touching)) {
    if (!way.every((step) => isIncluded(step, variables))) continue
    const allowed = !touching.denied.has(node)
    found.set(`${field.field} ${allowed} ${field.rule}`, { ...field, allowed })
  }
  return [...found.values()]
}

/** A protected field in an operation, with the conditional selections on the way to it, itself among them. */
interface Place extends Omit<AuditedField, 'allowed'> {
  readonly node: FieldNode
  readonly way: readonly Conditional[]
}

type Conditional = FieldNode | InlineFragmentNode

const places = new WeakMap<Operation, readonly Place[]>()

function recallPlaces(touching: Touching): readonly Place[] {
  const known = places.get(touching.operation)
  if (known) return known
  const made = findPlaces(touching)
  places.set(touching.operation, made)
  return made
}

function findPlaces({ graph, operation, fields }: Touching): readonly Place[] {
  const types = new TypeInfo(graph.apiSchema)
  const way: Conditional[] = []
  const found: Place[] = []
  const enter = (node: Conditional) => {
    if (node.directives?.length) way.push(node)
    const isHidden = node.kind === Kind.FIELD && operation.owned?.hidden.has(node) === true
    const indexes = node.kind === Kind.FIELD && !isHidden ? fields.get(node) : undefined
    if (node.kind !== Kind.FIELD || indexes === undefined) return
    const field = `${types.getParentType()?.name ?? ''}.${node.name.value}`
    found.push({ node, way: [...way], field, ...describe(field, indexes, graph) })
  }
  const leave = (node: Conditional) => {
    if (way.at(-1) === node) way.pop()
  }
  visit(
    operation.definition,
    visitWithTypeInfo(types, { Field: { enter, leave }, InlineFragment: { enter, leave } }),
  )
  return found
}

/** The rule as it was applied there: through an interface that of the members which could be met. */
function describe(field: string, indexes: readonly number[], graph: AuditedGraph) {
  const known = recallFields(graph).get(field)
  const requirements = indexes.flatMap((index) => graph.rules.requirements[index] ?? [])
  return {
    subgraph: known?.subgraphs.join(', ') ?? '',
    rule: printRule({ requirements, ownerships: known?.rule.ownerships ?? [] }),
  }
}

const protectedFields = new WeakMap<AuditedGraph, ReadonlyMap<string, ProtectedField>>()

function recallFields(graph: AuditedGraph): ReadonlyMap<string, ProtectedField> {
  const known = protectedFields.get(graph)
  if (known) return known
  const made = new Map(readProtectedFields(parse(graph.sdl)).map((field) => [field.coordinate, field]))
  protectedFields.set(graph, made)
  return made
}

function isIncluded(node: Conditional, variables: Variables): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
}
