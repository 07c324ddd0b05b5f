import type { GraphQLSchema } from 'graphql'
import { digestAll } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import type { OpenTopic } from './events/announceEvents.ts'
import type { Topics } from './events/topic.ts'
import type { Feed, FeedReport, FeedSurroundings } from './feed.ts'
import { assertLiveFeeds } from './feedVariables.ts'
import { openLastGoodStore, type LastGoodStore } from './lastGoodStore.ts'
import { buildLocalSchema } from './schema/localSchema.ts'
import type { SchemaDefinition } from './schema/schemaDefinition.ts'
import { publishSearchables, type PublishedSearchables, type Searchables } from './searchables.ts'
import { pipelineThread } from './thread/pipelineThread.ts'

/** What a bureau tells the kit about its subgraph; `server.ts` of every bureau exports one. */
export interface SubgraphDefinition<S extends SubgraphSource, C extends object> extends SchemaDefinition<C> {
  /** The name of its folder. */
  readonly name: string
  /** What its subscriptions follow; nothing by default. */
  readonly topics?: Topics<S>
  /** What of its own the graph's search finds; nothing by default. */
  readonly searchables?: Searchables<S>
  readonly createSource: (surroundings: FeedSurroundings) => S
  /** New for each request: its loaders live as long. */
  readonly createContext: (source: S) => C
}

export interface SubgraphSource {
  readonly feeds: readonly Feed<unknown>[]
  /** Opens what is not a feed (a database), if anything. */
  start?(): Promise<void>
  stop?(): Promise<void>
}

/** What a gateway sends of an entity whose key is `id`; of any other key it is `KeyOf`. */
export interface EntityReference {
  readonly __typename: string
  readonly id: string
}

export interface Subgraph {
  readonly name: string
  /** What is executed in this process. */
  readonly schema: GraphQLSchema
  /** What is executed for other programs, which ask `_service` and introspect. Made when it is asked for. */
  servedSchema(): Promise<GraphQLSchema>
  createContext(): object
  reports(): readonly FeedReport[]
  /** Calls `listener` whenever a source has changed what the subgraph answers: in these types, or anywhere. */
  watch(listener: (types: readonly string[] | undefined) => void): void
  /** Stands for all records whose changes are told, the same in each replica that has read the same. */
  digest(): string
  /** What its subscriptions follow. */
  readonly topics: readonly OpenTopic[]
  /** What of its own the graph's search finds. */
  searchables(): Promise<PublishedSearchables>
  /** For each key, in their order, whether there is such an entity; also where its source cannot tell. */
  has(keys: readonly EntityReference[]): Promise<readonly boolean[]>
  /** The feed of this id, to be read again or told which document to take. */
  findFeed(id: string): Feed<unknown> | undefined
  /**
   * Begins to read every feed, once and then at its interval; a source that fails is in its report, not an exception.
   * Resolves when what lies on disk has been read: a source elsewhere may take its time.
   */
  start(): Promise<void>
  /** Resolves when every feed has been tried once since `start`. */
  tried(): Promise<void>
  stop(): Promise<void>
}

export function createSubgraph<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  surroundings: FeedSurroundings,
): Subgraph {
  const source = definition.createSource({
    // Node 20 starts no thread from TypeScript.
    ...(import.meta.url.endsWith('.js') && { pipeline: pipelineThread }),
    ...surroundings,
  })
  assertLiveFeeds(surroundings.environment, source.feeds)
  const stateDir = surroundings.environment.STATE_DIR
  let store: LastGoodStore | undefined
  let begun: Promise<unknown> = Promise.resolve()
  const schema = buildLocalSchema(definition)
  for (const feed of source.feeds) assertTypesExist(feed, schema)
  return {
    name: definition.name,
    schema,
    // Apollo's packages take half a second to load and to build it, which a process of all subgraphs need not wait for.
    servedSchema: async () => (await import('./schema/servedSchema.ts')).buildServedSchema(definition),
    createContext: () => definition.createContext(source),
    reports: () => source.feeds.map((feed) => feed.report()),
    watch(listener) {
      for (const feed of source.feeds) feed.watch(() => listener(feed.types))
    },
    topics: openTopics(definition.topics ?? {}, source),
    searchables: () => publishSearchables(definition.searchables ?? {}, source),
    has(keys) {
      const context = definition.createContext(source)
      return Promise.all(keys.map((key) => hasEntity(definition.references, key, context)))
    },
    findFeed: (id) => source.feeds.find((feed) => feed.id === id),
    digest: () => digestAll(source.feeds.flatMap((feed) => [feed.id, feed.digest()])),
    async start() {
      if (stateDir) store ??= await openStore(stateDir, definition.name, surroundings.log)
      const kept = store
      if (kept) await Promise.all(source.feeds.map((feed) => feed.restore?.(kept)))
      const feeds = source.feeds.map((feed) => ({ kind: feed.kind, started: feed.start() }))
      begun = Promise.all(feeds.map(({ started }) => started))
      const near = feeds.filter(({ kind }) => kind !== 'http')
      await Promise.all([source.start?.(), ...near.map(({ started }) => started)])
    },
    async tried() {
      await begun
    },
    async stop() {
      for (const feed of source.feeds) feed.stop()
      await source.stop?.()
      await store?.close()
    },
  }
}

function openTopics<S>(topics: Topics<S>, source: S): readonly OpenTopic[] {
  return Object.entries(topics).map(([name, { feeds, states, tellsChanges, everySeconds }]) => ({
    name,
    tellsChanges,
    everySeconds,
    states: () => states(source),
    watch(listener) {
      for (const feed of feeds(source)) feed.watch(listener, true)
    },
  }))
}

async function hasEntity<C>(
  references: SubgraphDefinition<never, C & object>['references'],
  key: EntityReference,
  context: C & object,
): Promise<boolean> {
  try {
    const { __typename: type } = key
    return ((await references[type]?.(key, context)) ?? null) !== null
  } catch {
    return true
  }
}

/** Without a disk to write to, the subgraph works as it does without a state directory. */
async function openStore(stateDir: string, name: string, log: Log): Promise<LastGoodStore | undefined> {
  try {
    return await openLastGoodStore(stateDir, name, log)
  } catch (err) {
    log.warn({ err }, 'STATE_DIR cannot be used: no document is kept on disk')
    return undefined
  }
}

/** A type that is misspelt would never be dropped from a cache. */
function assertTypesExist({ id, types = [] }: Feed<unknown>, schema: GraphQLSchema): void {
  for (const type of types)
    if (!schema.getType(type)) throw new Error(`Feed "${id}": expected types of the schema; got "${type}".`)
}
