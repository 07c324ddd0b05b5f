import type { EventAttribute } from '../../../kit/events/graphEvent.ts'
import { inputError } from '../errors.ts'
import type { Feed } from '../feed.ts'

/** What a topic tells of, as the bureau's sources have it now. */
export interface TopicDescription<S> {
  /** Those whose readings may change it. */
  readonly feeds: (source: S) => readonly Feed<unknown>[]
  /** How often it is looked at besides, for what no feed of the subgraph tells. */
  readonly everySeconds?: number
  /** Everything that it tells of. */
  readonly states: (source: S) => Iterable<TopicState> | Promise<Iterable<TopicState>>
  /** Whether what was there before is told when it changes; else only what is new is told. */
  readonly tellsChanges: boolean
}

export interface TopicState {
  readonly key: string
  /** Whatever of it counts as a change, as JSON. */
  readonly state: unknown
  /** By which subscriptions choose. */
  readonly attributes?: Readonly<Record<string, EventAttribute>>
}

/** By name, what the subscriptions of a bureau follow. */
export type Topics<S> = Readonly<Record<string, TopicDescription<S>>>

/** How the arguments of a subscription's field choose among the events of a topic. */
export interface TopicUse {
  readonly name: string
  /** Of a state the newest is enough; each fact is told. */
  readonly holds: 'STATE' | 'FACT'
  /** Such as `{ ids: 'key' }`: an event is told where its attribute is among the argument's values. */
  readonly match?: Readonly<Record<string, string>>
  /** The attribute that the arguments `near` and `withinMetres` choose by. */
  readonly near?: string
}

/** The directive that says so to gateways. */
export function topicDirective({ name, holds, match = {}, near }: TopicUse): string {
  const pairs = Object.entries(match).map(([argument, attribute]) =>
    JSON.stringify(`${argument}: ${attribute}`),
  )
  const choices = [
    ...(pairs.length > 0 ? [`match: [${pairs.join(', ')}]`] : []),
    ...(near === undefined ? [] : [`near: ${JSON.stringify(near)}`]),
  ]
  return `@topic(${[`name: ${JSON.stringify(name)}`, `holds: "${holds}"`, ...choices].join(', ')})`
}

/** TypeGraphQL asks where events come from; here gateways have them, and execute the field once for each. */
export function subscribedAtGateway(): never {
  throw inputError('event', 'an event, with which a gateway executes a subscription', undefined)
}
