import {
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
} from 'graphql'
import { isPublic, printRule, type FieldRule } from '../../schema/access/fieldRule.ts'
import { readProtectedFields, type ProtectedField } from '../../schema/access/graphRules.ts'
import type { GraphRules } from '../access/graphRules.ts'
import { mayBeIncluded } from '../access/inclusion.ts'
import type { ProtectedFields } from '../access/protectedFields.ts'
import type { NormalOperation } from '../../engine/index.ts'
import type { AuditedField } from './record.ts'
import type { Variables } from '../../kit/graphql/variables.ts'

/** The parts of a graph that the audit trail reads. */
export interface AuditedGraph {
  readonly sdl: string
  readonly apiSchema: GraphQLSchema
  readonly rules: GraphRules
}

export interface Touching {
  readonly graph: AuditedGraph
  readonly operation: NormalOperation
  readonly fields: ProtectedFields
  readonly denied: ReadonlySet<FieldNode>
}

/** By field, at how many positions of the answer it was denied. */
export type DeniedCounts = ReadonlyMap<FieldNode, number>

/** A protected field that a request selects with its variables, and the nodes that select it. */
export interface TouchedField extends Omit<AuditedField, 'withheld'> {
  readonly isOwned: boolean
  readonly nodes: readonly FieldNode[]
}

/** Whether an operation selects a protected field, be it judged by the caller as such or object by object. */
export function touchesAnything({ fields, operation }: Touching): boolean {
  return fields.size > 0 || operation.owned !== undefined
}

/** The protected fields that a request selects, each once for each rule and decision. */
export function listTouched(touching: Touching, variables: Variables): readonly TouchedField[] {
  const found = new Map<string, TouchedField>()
  for (const { node, way, ...field } of recallPlaces(touching)) {
    if (!way.every((step) => mayBeIncluded(step, variables))) continue
    const allowed = !touching.denied.has(node)
    const key = `${field.field} ${allowed} ${field.rule}`
    const nodes = [...(found.get(key)?.nodes ?? []), node]
    found.set(key, { ...field, allowed, nodes })
  }
  return [...found.values()]
}

/** The field as it is recorded. */
export function withWithheld(
  { isOwned, nodes, ...field }: TouchedField,
  deniedCounts: DeniedCounts | null,
): AuditedField {
  if (!isOwned || !field.allowed) return field
  const count = nodes.reduce((sum, node) => sum + (deniedCounts?.get(node) ?? 0), 0)
  return { ...field, withheld: deniedCounts === null ? null : count }
}

/** A protected field in an operation, with the conditional selections on the way to it, itself among them. */
interface TouchedPlace extends Omit<TouchedField, 'allowed' | 'nodes'> {
  readonly node: FieldNode
  readonly way: readonly Conditional[]
}

type Conditional = FieldNode | InlineFragmentNode

const places = new WeakMap<NormalOperation, readonly TouchedPlace[]>()

function recallPlaces(touching: Touching): readonly TouchedPlace[] {
  const known = places.get(touching.operation)
  if (known) return known
  const made = findPlaces(touching)
  places.set(touching.operation, made)
  return made
}

function findPlaces({ graph, operation, fields }: Touching): readonly TouchedPlace[] {
  const types = new TypeInfo(graph.apiSchema)
  const way: Conditional[] = []
  const found: TouchedPlace[] = []
  const enter = (node: Conditional) => {
    if (node.directives?.length) way.push(node)
    if (node.kind !== Kind.FIELD || operation.owned?.hidden.has(node)) return
    const field = `${types.getParentType()?.name ?? ''}.${node.name.value}`
    const rule = ruleOf(field, fields.get(node) ?? [], graph)
    if (isPublic(rule)) return
    const subgraph = recallFields(graph).get(field)?.subgraphs.join(', ') ?? ''
    const isOwned = rule.ownerships.length > 0
    found.push({ node, way: [...way], field, subgraph, rule: printRule(rule), isOwned })
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
function ruleOf(field: string, indexes: readonly number[], graph: AuditedGraph): FieldRule {
  return {
    requirements: indexes.flatMap((index) => graph.rules.requirements[index] ?? []),
    ownerships: graph.rules.ownerships.get(field) ?? recallFields(graph).get(field)?.rule.ownerships ?? [],
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
