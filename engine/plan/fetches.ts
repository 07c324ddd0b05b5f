import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner'
import type { OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Guard } from './conditions.ts'
import type { FetchOperation } from './fetchOperations.ts'
import { assertResolvable, divideOperation } from './fetchOperations.ts'
import { restoreLiterals, type Literals } from './literals.ts'

/** One fetch node of the plan: an operation on one subgraph. */
export interface Fetch {
  readonly id: number
  readonly subgraph: string
  /** The path in the response to its objects; empty for the root. */
  readonly path: readonly PathStep[]
  /** The fields of a representation; undefined when the fetch starts at the root. */
  readonly requires: readonly QueryPlanSelectionNode[] | undefined
  readonly definition: OperationDefinitionNode
  /** The fields selected of the root, or of each entity. */
  readonly selectionSet: SelectionSetNode
  /** The same as it is sent to the subgraph; usually one operation. */
  readonly operations: readonly FetchOperation[]
  readonly guards: readonly Guard[]
  /** The fetches that the plan puts before this one. */
  readonly before: ReadonlySet<number>
  readonly node: FetchNode
}

export interface PathStep {
  readonly key: string
  /** Object types to which the step is limited. */
  readonly types: readonly string[] | undefined
}

/** The plan's tree as a list in its own order, each fetch knowing which ones come before it. */
export function listFetches(
  root: PlanNode | undefined,
  supergraph: Supergraph,
  literals: Literals,
  maxFetches: number,
): readonly Fetch[] {
  const fetches: Fetch[] = []
  // Returns the fetches below the node.
  const visitNode = (node: PlanNode | undefined, scope: Scope): readonly number[] => {
    switch (node?.kind) {
      case undefined:
        return []
      case 'Sequence':
        return visitSequence(node.nodes, scope)
      case 'Parallel':
        return node.nodes.flatMap((child) => visitNode(child, scope))
      case 'Flatten':
        return visitNode(node.node, { ...scope, path: [...scope.path, ...parsePath(node.path.map(String))] })
      case 'Condition':
        return [
          ...visitNode(node.ifClause, guarded(scope, node.condition, true)),
          ...visitNode(node.elseClause, guarded(scope, node.condition, false)),
        ]
      case 'Fetch':
        fetches.push(createFetch(fetches.length, node, scope, supergraph, literals))
        return [fetches.length - 1]
      case 'Defer':
        throw new EngineError('PLAN_NOT_POSSIBLE', 'Deferred fragments are not supported.')
    }
  }
  const visitSequence = (nodes: readonly PlanNode[], scope: Scope): readonly number[] => {
    const done: number[] = []
    for (const node of nodes) {
      done.push(...visitNode(node, { ...scope, before: new Set([...scope.before, ...done]) }))
    }
    return done
  }
  visitNode(root, { path: [], guards: [], before: new Set() })
  if (fetches.length > maxFetches) throw tooManyFetches(fetches.length, maxFetches)
  return fetches
}

interface Scope {
  readonly path: readonly PathStep[]
  readonly guards: readonly Guard[]
  readonly before: ReadonlySet<number>
}

function guarded(scope: Scope, variable: string, wanted: boolean): Scope {
  return { ...scope, guards: [...scope.guards, { variable, wanted }] }
}

/** `@` says "each item", which the values tell anyway; `|[A,B]` after an element limits it to those types. */
function parsePath(elements: readonly string[]): readonly PathStep[] {
  const steps: PathStep[] = []
  for (const element of elements) {
    const [name = '', condition] = element.split('|[')
    const types = condition?.slice(0, -1).split(',')
    if (name !== '' && name !== '@') steps.push({ key: name, types })
    else if (types !== undefined) steps.push({ key: steps.pop()?.key ?? '', types })
  }
  return steps.filter(({ key }) => key !== '')
}

function createFetch(
  id: number,
  node: FetchNode,
  { path, guards, before }: Scope,
  supergraph: Supergraph,
  literals: Literals,
): Fetch {
  const definition = restoreLiterals(parseOperation(node.operation), literals)
  const selectionSet = node.requires === undefined ? definition.selectionSet : selectionOfEntities(definition)
  // An `@interfaceObject` is sent by the interface's name and keys, not by those of the object's own type.
  if (node.requires !== undefined && node.inputRewrites === undefined) {
    assertResolvable(node.serviceName, node.requires, supergraph)
  }
  return {
    id,
    subgraph: node.serviceName,
    path,
    requires: node.requires,
    definition,
    selectionSet,
    operations: divideOperation(node.serviceName, selectionSet, node.requires, supergraph),
    guards,
    before,
    node,
  }
}

function parseOperation(text: string): OperationDefinitionNode {
  const { definitions } = parse(text, { noLocation: true })
  const [definition] = definitions
  if (definitions.length === 1 && definition?.kind === Kind.OPERATION_DEFINITION) return definition
  throw new EngineError('PLAN_NOT_POSSIBLE', 'The plan has a fetch that is not a single operation.')
}

function selectionOfEntities({ selectionSet }: OperationDefinitionNode): SelectionSetNode {
  const [entities] = selectionSet.selections
  if (entities?.kind === Kind.FIELD && entities.selectionSet !== undefined) return entities.selectionSet
  throw new EngineError('PLAN_NOT_POSSIBLE', 'The plan has a fetch of entities that asks for none.')
}

function tooManyFetches(value: number, limit: number): EngineError {
  const message = `The operation needs ${value} fetches from subgraphs; at most ${limit} are allowed.`
  return new EngineError('OPERATION_TOO_COMPLEX', message, { limit, value })
}
