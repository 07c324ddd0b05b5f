import type { DirectiveNode, DocumentNode, GraphQLSchema } from 'graphql'
import { Kind, visit } from 'graphql'
import { visitFields } from '../../kit/graphql/visitFields.ts'
import type { NormalOperation } from '../operation/operation.ts'
import { readArgument } from './fieldSets.ts'
import { directivesNamed, readGraphNames } from './graphNames.ts'
import { createFollowUps } from './followUps.ts'

/** What decides whether a progressive `@override` holds. */
export interface OverrideLabel {
  /** What plans and planners call it: the label, and for a share the two subgraphs too. */
  readonly id: string
  /** Present for `percent(n)`. */
  readonly share?: Share
}

/** For how many callers of a hundred the fields that move from one subgraph to another are asked of the new one. */
export interface Share {
  readonly percent: number
  /** Names the two subgraphs, whatever the percentage. */
  readonly migration: string
}

/** The labels of one supergraph. */
export interface OverrideLabels {
  readonly all: readonly OverrideLabel[]
  /** Those by which plans of the operation can differ, in the order of their ids; perhaps some by which they do not. */
  readonly touchedBy: (operation: Pick<NormalOperation, 'definition'>) => readonly OverrideLabel[]
}

export function readOverrideLabels(document: DocumentNode, apiSchema: GraphQLSchema): OverrideLabels {
  const labels = listLabels(document)
  if (labels.size === 0) return NO_LABELS
  const createFollowing = createFollowUps(document)
  const labelsOf = (coordinates: Iterable<string>): readonly OverrideLabel[] => {
    const found = [...coordinates].flatMap((coordinate) => labels.get(coordinate) ?? [])
    const distinct = new Map(found.map((label) => [label.id, label]))
    return [...distinct.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  }
  return {
    all: labelsOf(labels.keys()),
    touchedBy(operation) {
      const { coordinates, follow } = createFollowing()
      visitFields(operation, apiSchema, ({ name }, parents) => {
        for (const parent of parents) follow(parent.name, name.value)
      })
      return labelsOf(coordinates)
    },
  }
}

const NO_LABELS: OverrideLabels = { all: [], touchedBy: () => [] }

/** By coordinate. */
function listLabels(document: DocumentNode): ReadonlyMap<string, readonly OverrideLabel[]> {
  const names = readGraphNames(document)
  const labels = new Map<string, readonly OverrideLabel[]>()
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    for (const { name, directives } of type.fields ?? []) {
      const own = directivesNamed(directives, 'join__field').flatMap((one) => readLabel(one, names) ?? [])
      if (own.length > 0) labels.set(`${type.name.value}.${name.value}`, own)
    }
  }
  return labels
}

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/

/** The label of `@join__field(graph: B, override: "a", overrideLabel: …)`, which is that of the new owner. */
function readLabel(
  directive: DirectiveNode,
  graphNames: ReadonlyMap<string, string>,
): OverrideLabel | undefined {
  const from = readArgument(directive, 'override')
  const label = readArgument(directive, 'overrideLabel')
  if (typeof from !== 'string' || typeof label !== 'string') return undefined
  const percent = PERCENT.exec(label)?.[1]
  if (percent === undefined) return { id: label }
  const migration = `from ${from} to ${graphNames.get(String(readArgument(directive, 'graph')))}`
  return { id: `${label} ${migration}`, share: { percent: Number(percent), migration } }
}

/**
 * Names shares by their ids: a planner takes all fields that are labelled `percent(5)` to move together, and they are
 * drawn by migration.
 */
export function nameShares(document: DocumentNode): DocumentNode {
  const names = readGraphNames(document)
  return visit(document, {
    Directive(node) {
      if (node.name.value !== 'join__field') return undefined
      const label = readLabel(node, names)
      return label?.share === undefined ? undefined : withArgument(node, 'overrideLabel', label.id)
    },
  })
}

function withArgument(node: DirectiveNode, name: string, value: string): DirectiveNode {
  const rest = (node.arguments ?? []).filter((argument) => argument.name.value !== name)
  const argument = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.STRING, value },
  } as const
  return { ...node, arguments: [...rest, argument] }
}
