import { getArgumentValues, Kind, type FieldNode } from 'graphql'
import { GatewayError } from '../errors.ts'
import type { Topic } from '../graph/topics.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import { createMatches, type Matches } from './matches.ts'

/** What a subscription follows, and which events of it; undefined where its subgraph serves it itself. */
export function findTopic({ graph, prepared, variables }: AskedOperation): FollowedTopic | undefined {
  const field = rootFieldOf(prepared.operation.definition.selectionSet.selections)
  const definition = graph.apiSchema.getSubscriptionType()?.getFields()[field.name.value]
  const topic = graph.topics.get(field.name.value)
  if (topic === undefined || definition === undefined) return undefined
  return { topic, matches: createMatches(topic, getArgumentValues(definition, field, { ...variables })) }
}

export interface FollowedTopic {
  readonly topic: Topic
  readonly matches: Matches
}

/** A valid subscription has one; fragments are inlined, with their conditions. */
function rootFieldOf(
  selections: AskedOperation['prepared']['operation']['definition']['selectionSet']['selections'],
): FieldNode {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) return selection
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFieldOf(selection.selectionSet.selections)
  }
  throw new GatewayError('BAD_REQUEST', 'Expected a subscription with one field; got none.')
}

/** The subgraph whose event it is: the one that the plan asks first. */
export async function findSubgraph({ prepared }: AskedOperation): Promise<string> {
  const plan = await prepared.operation.plan()
  return plan.describe().calls[0]?.subgraph ?? ''
}
