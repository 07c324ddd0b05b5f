import type { OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import type { KeptFields } from '../../kit/json/keepTexts.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'

/** What is asked of entities, or of the root. */
export interface AskedPart {
  readonly selectionSet: SelectionSetNode
  readonly isOfEntities: boolean
  /** Where its variables are defined. */
  readonly definition: OperationDefinitionNode
}

/** Where custom scalars stand in the body of a response to these parts; undefined where there are none. */
export function findScalarPositions(
  parts: readonly AskedPart[],
  keys: readonly (string | undefined)[],
  subgraph: string,
  supergraph: Supergraph,
): KeptFields | undefined {
  const data = new Map<string, Position>()
  parts.forEach(({ selectionSet, isOfEntities, definition }, index) => {
    const type = supergraph.subgraphTypes.rootType(definition.operation)
    const fields = isOfEntities ? below(data, keys[index] ?? '', 1) : data
    addScalars(fields, selectionSet, isOfEntities ? undefined : type, subgraph, supergraph)
  })
  return prune(data) ? new Map([['data', { lists: 0, below: data }]]) : undefined
}

/** A field under which a custom scalar stands, or a composite value that may hold some. */
interface Position {
  readonly lists: number
  readonly below: Map<string, Position> | undefined
}

/** Under one key stand fields of one type, whatever the object is: else they could not be asked for together. */
function addScalars(
  fields: Map<string, Position>,
  { selections }: SelectionSetNode,
  type: string | undefined,
  subgraph: string,
  supergraph: Supergraph,
): void {
  const { scalarFields, subgraphTypes } = supergraph
  for (const node of selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) continue
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const condition = node.typeCondition?.name.value ?? type
      addScalars(fields, node.selectionSet, condition, subgraph, supergraph)
      continue
    }
    if (type === undefined) continue
    const key = (node.alias ?? node.name).value
    const name = node.name.value
    if (node.selectionSet === undefined) {
      const lists = scalarFields(type, name)
      if (lists !== undefined) fields.set(key, { lists, below: undefined })
    } else {
      const fieldType = subgraphTypes.fieldType(subgraph, type, name)
      addScalars(below(fields, key, MANY), node.selectionSet, fieldType, subgraph, supergraph)
    }
  }
}

/** However many lists lie around objects, they are no values by themselves. */
const MANY = 100

function below(fields: Map<string, Position>, key: string, lists: number): Map<string, Position> {
  const known = fields.get(key)?.below
  if (known !== undefined) return known
  const made = new Map<string, Position>()
  fields.set(key, { lists, below: made })
  return made
}

/** Takes out what holds no custom scalar; returns whether anything is left. */
function prune(fields: Map<string, Position>): boolean {
  for (const [key, field] of fields) if (field.below !== undefined && !prune(field.below)) fields.delete(key)
  return fields.size > 0
}
