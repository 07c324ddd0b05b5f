import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { parse, specifiedDirectives, type GraphQLSchema } from 'graphql'
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql'
import { digestAll } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { CACHE_CONTROL_SPEC, OWNED_BY_SPEC, QUOTA_SPEC } from '../../schema/codes.ts'
import type { Feed, FeedReport, FeedSurroundings } from './feed.ts'
import { assertLiveFeeds } from './feedVariables.ts'
import { openLastGoodStore, type LastGoodStore } from './lastGoodStore.ts'
import { publishSearchables, type PublishedSearchables, type Searchables } from './searchables.ts'
import { pipelineThread } from './thread/pipelineThread.ts'

/** What a bureau tells the kit about its subgraph; `server.ts` of every bureau exports one. */
export interface SubgraphDefinition<S extends SubgraphSource, C extends object> {
  /** The name of its folder. */
  readonly name: string
  readonly resolvers: NonEmptyArray<Function>
  /** Types that no field of a resolver leads to: entities that other bureaus refer to, members of unions. */
  readonly orphanedTypes: readonly Function[]
  /** How an entity of each type is found from its key; a missing one is null. */
  readonly references: Readonly<Record<string, (reference: EntityReference, context: C) => unknown>>
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

export interface EntityReference {
  readonly __typename: string
  readonly id: string
}

export interface Subgraph {
  readonly name: string
  readonly schema: GraphQLSchema
  createContext(): object
  reports(): readonly FeedReport[]
  /** Calls `listener` whenever a source has changed what the subgraph answers: in these types, or anywhere. */
  watch(listener: (types: readonly string[] | undefined) => void): void
  /** Stands for all records whose changes are told, the same in each replica that has read the same. */
  digest(): string
  /** What of its own the graph's search finds. */
  searchables(): Promise<PublishedSearchables>
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
  const schema = buildExecutableSchema(definition)
  for (const feed of source.feeds) assertTypesExist(feed, schema)
  return {
    name: definition.name,
    schema,
    createContext: () => definition.createContext(source),
    reports: () => source.feeds.map((feed) => feed.report()),
    watch(listener) {
      for (const feed of source.feeds) feed.watch(() => listener(feed.types))
    },
    searchables: () => publishSearchables(definition.searchables ?? {}, source),
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

type AnyDefinition = Pick<SubgraphDefinition<never, never>, 'resolvers' | 'orphanedTypes' | 'references'>

/** The SDL that a bureau publishes: its types with all directives, and the links that give these their meaning. */
export function printSubgraphSchema(definition: AnyDefinition): string {
  return `${LINKS}\n${printSchemaWithDirectives(buildPlainSchema(definition))}\n`
}

const LINKS = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.12"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@tag", "@inaccessible", "@override", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@cacheTag", "@composeDirective"]
  )
  @link(url: "${CACHE_CONTROL_SPEC}", import: ["@cacheControl"])
  @link(url: "${OWNED_BY_SPEC}", import: ["@ownedBy"])
  @link(url: "${QUOTA_SPEC}", import: ["@quota"])
  @composeDirective(name: "@cacheControl")
  @composeDirective(name: "@ownedBy")
  @composeDirective(name: "@quota")

"""How long an answer may be kept: maxAge in seconds, scope "PUBLIC" or "PRIVATE"; the least of all that apply."""
directive @cacheControl(maxAge: Int!, scope: String! = "PUBLIC") repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION

"""The field is for callers whose token claim \`claim\` lists the value that the object's \`field\` has."""
directive @ownedBy(claim: String!, field: String!) on FIELD_DEFINITION

"""One caller gets no more values of the field in a day than this."""
directive @quota(perDay: Int!) on FIELD_DEFINITION
`

function buildExecutableSchema(definition: AnyDefinition): GraphQLSchema {
  const resolvers: Record<string, object> = createResolversMap(buildPlainSchema(definition))
  for (const [type, resolve] of Object.entries(definition.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve }
  }
  return buildSubgraphSchema({
    typeDefs: parse(printSubgraphSchema(definition)),
    // The two libraries describe the same resolver map with types that do not meet.
    resolvers: resolvers as NonNullable<ExecutableModule['resolvers']>,
  })
}

type ExecutableModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>

/** TypeGraphQL keeps one registry for the process: naming resolvers and types keeps other bureaus' out. */
function buildPlainSchema({ resolvers, orphanedTypes }: AnyDefinition): GraphQLSchema {
  return buildSchemaSync({
    resolvers,
    orphanedTypes: [...orphanedTypes],
    directives: [...specifiedDirectives],
    validate: false,
    // Federation's own directives and scalars are only known once @apollo/subgraph has read the links.
    skipCheck: true,
  })
}
