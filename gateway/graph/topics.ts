import { Kind, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { argumentOf, findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { TOPIC_SPEC } from '../../schema/codes.ts'

/** What a field of the subscription type follows. */
export interface Topic {
  readonly name: string
  /** Of a state the newest is enough; each fact is told. */
  readonly holds: 'STATE' | 'FACT'
  /** By argument, the attribute of an event that must be among its values; `key` is the event's own key. */
  readonly match: ReadonlyMap<string, string>
  /** The attribute that is a place, which `near` and `withinMetres` choose by; undefined without these arguments. */
  readonly near: string | undefined
}

/** By field of the subscription type. A field without a topic is a stream that its subgraph serves itself. */
export type Topics = ReadonlyMap<string, Topic>

/** Reads the `@topic` of a supergraph's subscription fields, finding the directive by its specification's URL. */
export function readTopics(supergraph: DocumentNode): Topics {
  const directive = findDirectiveName(supergraph, TOPIC_SPEC.slice(0, TOPIC_SPEC.lastIndexOf('/')), 'topic')
  const root = rootNameOf(supergraph)
  const topics = new Map<string, Topic>()
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || type.name.value !== root) continue
    for (const field of type.fields ?? []) {
      const found = field.directives?.find(({ name }) => name.value === directive)
      if (found !== undefined) topics.set(field.name.value, readTopic(found, field.name.value))
    }
  }
  return topics
}

function rootNameOf({ definitions }: DocumentNode): string {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION)
  const root = schema?.operationTypes.find(({ operation }) => operation === 'subscription')
  return root?.type.name.value ?? 'Subscription'
}

function readTopic(directive: ConstDirectiveNode, field: string): Topic {
  return {
    name: stringArgument(directive, 'name') ?? field,
    holds: stringArgument(directive, 'holds') === 'FACT' ? 'FACT' : 'STATE',
    match: new Map(readStrings(directive, 'match').map(readMatch)),
    near: stringArgument(directive, 'near') ?? undefined,
  }
}

/** Such as "ids: key". */
function readMatch(text: string): readonly [string, string] {
  const [argument = '', attribute = argument] = text.split(':').map((part) => part.trim())
  return [argument, attribute]
}

function readStrings(directive: ConstDirectiveNode, name: string): readonly string[] {
  const value = argumentOf(directive, name)?.value
  if (value?.kind !== Kind.LIST) return []
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []))
}
