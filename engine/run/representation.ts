import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Fetch } from '../plan/fetches.ts'
import { quoteJson, writeJson } from '../../kit/json/writeJson.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { FieldReading } from './reading.ts'
import { compileExpand, createPlainReading, createNodeReading } from './reading.ts'
import { isData, ResultNode } from './resultNode.ts'

/** How objects of one runtime type are represented to a subgraph. */
export interface Representation {
  /** Reads the fields that tell one entity from another, where all are plain; read before any text is written. */
  readonly leaves: readonly ((node: ResultNode) => unknown)[] | undefined
  /** The JSON text; undefined for an object that cannot be represented. */
  readonly write: (node: ResultNode) => string | undefined
}

/** Chooses the representation by the object's type; undefined if the type is not known or not one that is sent. */
export type Represent = (node: ResultNode) => Representation | undefined

export type SentSelections = readonly QueryPlanSelectionNode[]
type WriteText<Node> = (node: Node) => string | undefined
type SentFields = ReadonlyMap<string, SentSelections | undefined>

export interface Requirement {
  readonly position: ResponsePosition
  readonly supergraph: Supergraph
  /** Whether the fetch comes after the one that fills this slot. */
  readonly mayRead: (position: ResponsePosition, slot: number) => boolean
}

export function compileRepresent(fetch: Fetch, selections: SentSelections, at: Requirement): Represent {
  const rewrites = fetch.node.inputRewrites ?? []
  const { position, supergraph, mayRead } = at
  const reading = createNodeReading(position, supergraph, (slot) => mayRead(position, slot))
  const compile = (typename: string): Representation | undefined => {
    const fields = collectSentFields(selections, typename, supergraph)
    if (!fields.delete('__typename')) return undefined
    const head = `{"__typename":${quoteJson(sentTypename(typename, rewrites, supergraph))}`
    return {
      leaves: compileReadLeaves(fields, reading),
      write: compileWriteFields(head, fields, reading, at),
    }
  }
  return compilePerType(at, reading, compile)
}

/** Chooses by an object's runtime type; without looking where there can be only one. */
export function compilePerType<Result>(
  { position, supergraph }: Requirement,
  reading: FieldReading<ResultNode>,
  compile: (typename: string) => Result | undefined,
): (node: ResultNode) => Result | undefined {
  const only = findOnlyType(position, supergraph)
  if (only === undefined) return compilePerTypename(reading, compile)
  const result = compile(only)
  return () => result
}

/** The type of all objects of a position, where the subgraphs that they come from know of one only. */
function findOnlyType({ slots }: ResponsePosition, { possibleTypes }: Supergraph): string | undefined {
  const types = new Set(slots.flatMap(({ from, typename }) => (from === undefined ? [] : [typename])))
  const [type] = types
  return types.size === 1 && type !== undefined && possibleTypes.get(type)?.has(type) === true
    ? type
    : undefined
}

function compileReadLeaves(fields: SentFields, reading: FieldReading<ResultNode>): Representation['leaves'] {
  const isFlat = [...fields.values()].every((selections) => selections === undefined)
  return isFlat ? [...fields.keys()].map((key) => reading.read(key)) : undefined
}

/** Compiles once for each runtime type that occurs. */
function compilePerTypename<Node, Result>(
  reading: FieldReading<Node>,
  compile: (typename: string) => Result | undefined,
): (node: Node) => Result | undefined {
  const compiled = new Map<string, Result | undefined>()
  return (node) => {
    const typename = reading.typename(node)
    if (typename === undefined) return undefined
    const known = compiled.get(typename)
    if (known !== undefined || compiled.has(typename)) return known
    const result = compile(typename)
    // A hostile subgraph could name types without end.
    if (compiled.size < MAX_TYPES) compiled.set(typename, result)
    return result
  }
}

const MAX_TYPES = 1_000

/** Fields by response key, those of several matching fragments together. */
export function collectSentFields(
  selections: SentSelections,
  typename: string | undefined,
  supergraph: Supergraph,
) {
  const fields = new Map<string, SentSelections | undefined>()
  const collect = (nodes: SentSelections): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        if (node.typeCondition === undefined || isOfType(typename, node.typeCondition, supergraph)) {
          collect(node.selections)
        }
        continue
      }
      const key = node.alias ?? node.name
      const known = fields.get(key)
      fields.set(key, node.selections === undefined ? undefined : [...(known ?? []), ...node.selections])
    }
  }
  collect(selections)
  return fields
}

export function isOfType(
  typename: string | undefined,
  condition: string,
  { possibleTypes }: Supergraph,
): boolean {
  if (typename === undefined) return false
  return typename === condition || possibleTypes.get(condition)?.has(typename) === true
}

/** A subgraph with an `@interfaceObject` knows its entities by the interface's name alone. */
export function sentTypename(
  typename: string,
  rewrites: readonly FetchDataRewrite[],
  supergraph: Supergraph,
): string {
  let sent = typename
  for (const rewrite of rewrites) {
    const [condition = '', name] = rewrite.path
    if (rewrite.kind !== 'ValueSetter' || name !== '__typename' || rewrite.path.length !== 2) {
      throw new EngineError(
        'PLAN_NOT_POSSIBLE',
        'The plan changes what it sends in a way that is not supported.',
      )
    }
    if (isOfType(sent, condition.replace('... on ', ''), supergraph)) sent = String(rewrite.setValueTo)
  }
  return sent
}

function compileWriteFields<Node>(
  head: string,
  fields: SentFields,
  reading: FieldReading<Node>,
  at: Requirement,
): WriteText<Node> {
  const steps = [...fields].map(([key, selections], index) => ({
    label: `${head === '{' && index === 0 ? '' : ','}${quoteJson(at.supergraph.plannerAliases.get(key)?.field ?? key)}:`,
    write:
      selections === undefined
        ? compileWriteLeaf(reading.read(key))
        : compileWriteComposite(key, selections, reading, at),
  }))
  return (node) => {
    let text = head
    for (const { label, write } of steps) {
      const value = write(node)
      if (value === undefined) return undefined
      text += label + value
    }
    return `${text}}`
  }
}

function compileWriteLeaf<Node>(read: (node: Node) => unknown): WriteText<Node> {
  return (node) => {
    const value = read(node)
    return value === undefined ? undefined : writeJson(value)
  }
}

function compileWriteComposite<Node>(
  key: string,
  selections: SentSelections,
  reading: FieldReading<Node>,
  at: Requirement,
): WriteText<Node> {
  const position = at.position.children.get(key)
  if (position === undefined) return () => undefined
  const below = { ...at, position }
  const write = position.isNode ? compileWriteNode(selections, below) : compileWriteData(selections, below)
  const read = position.isNode ? compileReadChildren(position) : reading.read(key)
  return (node) => writeValue(read(node), write)
}

/** Only a result node has result nodes below it. */
function compileReadChildren(position: ResponsePosition): (node: unknown) => unknown {
  const expandPosition = compileExpand(position)
  return (node) => (node instanceof ResultNode ? expandPosition(node) : undefined)
}

function compileWriteNode(selections: SentSelections, at: Requirement): WriteText<unknown> {
  const reading = createNodeReading(at.position, at.supergraph, (slot) => at.mayRead(at.position, slot))
  const write = compileWriteSelections(selections, reading, at)
  return (value) => (value instanceof ResultNode ? write(value) : undefined)
}

function compileWriteData(selections: SentSelections, at: Requirement): WriteText<unknown> {
  const write = compileWriteSelections(selections, createPlainReading(at.position), at)
  return (value) => (isData(value) ? write(value) : undefined)
}

function compileWriteSelections<Node>(
  selections: SentSelections,
  reading: FieldReading<Node>,
  at: Requirement,
): WriteText<Node> {
  const compile = (typename: string | undefined) =>
    compileWriteFields('{', collectSentFields(selections, typename, at.supergraph), reading, at)
  if (selections.every(({ kind }) => kind === 'Field')) return compile(undefined)
  const choose = compilePerTypename(reading, compile)
  return (node) => choose(node)?.(node)
}

function writeValue(value: unknown, write: WriteText<unknown>): string | undefined {
  if (value === undefined) return undefined
  if (value === null) return 'null'
  if (!Array.isArray(value)) return write(value)
  const texts = value.map((item) => writeValue(item, write))
  return texts.includes(undefined) ? undefined : `[${texts.join(',')}]`
}
