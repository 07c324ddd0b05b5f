import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql'
import { Kind } from 'graphql'

/** Whether there is a plan for an operation; undefined when that cannot be told now. */
export type IsPlannable = (operation: DocumentNode) => Promise<boolean | undefined>

/** How often one operation is planned again: all clients share one planner. */
const MAX_ATTEMPTS = 12

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/**
 * The way to the first field of an operation for which there is no plan, fragments included; it ends early where only
 * several fields together have none. Empty where the operation has a plan, or where it would take more than
 * `MAX_ATTEMPTS` plans to find out, or one that cannot be told.
 */
export async function findUnplannable(
  { definitions }: DocumentNode,
  isPlannable: IsPlannable,
): Promise<readonly SelectionNode[]> {
  const [operation] = definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return []
  let attempts = 0
  let isStopped = false
  const fails = async (way: readonly SelectionNode[], selections: readonly SelectionNode[]) => {
    isStopped ||= attempts === MAX_ATTEMPTS
    if (isStopped) return false
    attempts++
    const answer = await isPlannable(reduceTo(operation, way, selections))
    isStopped = answer === undefined
    return answer === false
  }
  const way: SelectionNode[] = []
  let selections = operation.selectionSet.selections
  while (selections.length > 0 && (await fails(way, selections))) {
    const found =
      selections[await findFirst(selections.length, (count) => fails(way, selections.slice(0, count)))]
    if (found === undefined) break
    const isAlone = await fails(way, [found])
    const below = found.kind === Kind.FRAGMENT_SPREAD ? undefined : found.selectionSet
    way.push(found)
    if (!isAlone || below === undefined || (await fails(way, [TYPENAME]))) break
    selections = below.selections
  }
  // What was not tried is not known to fail.
  return isStopped ? [] : way
}

/** The index of the last of as few leading items as fail, all of them being known to. */
async function findFirst(length: number, failsWith: (count: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [1, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (await failsWith(middle)) high = middle
    else low = middle + 1
  }
  return low - 1
}

/** The operation with nothing but these selections at the end of a way. */
function reduceTo(
  operation: OperationDefinitionNode,
  way: readonly SelectionNode[],
  selections: readonly SelectionNode[],
): DocumentNode {
  const inside = way.reduceRight<readonly SelectionNode[]>(
    (below, step) =>
      step.kind === Kind.FRAGMENT_SPREAD
        ? [step]
        : [{ ...step, selectionSet: { kind: Kind.SELECTION_SET, selections: below } }],
    selections,
  )
  const selectionSet = { kind: Kind.SELECTION_SET, selections: inside } as const
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] }
}
