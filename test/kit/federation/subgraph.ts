import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchema } from 'graphql'
import { GraphQLError, parse } from 'graphql'

/** What a subgraph is asked: what would travel as the body of its HTTP request. */
export interface SubgraphQuestion {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** A subgraph whose resolvers answer by the rules. */
export interface HonestSubgraph {
  readonly kind: 'honest'
  readonly name: string
  readonly sdl: string
  readonly schema: GraphQLSchema
}

/** A subgraph that answers whatever it likes: an object is sent as JSON, a string or a buffer as it stands, a throw is a dropped connection. */
export interface HostileSubgraph {
  readonly kind: 'hostile'
  readonly name: string
  readonly sdl: string
  readonly answer: (question: SubgraphQuestion, body: string) => unknown
}

export type TestSubgraph = HonestSubgraph | HostileSubgraph

type SubgraphModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>
export type Resolvers = NonNullable<SubgraphModule['resolvers']>

/** Makes a subgraph of plain SDL; the `@link` to the Federation specification is added for the directives it uses. */
export function defineSubgraph(name: string, typeDefs: string, resolvers: Resolvers): HonestSubgraph {
  const sdl = linkFederation(typeDefs)
  return { kind: 'honest', name, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }) }
}

export function defineHostileSubgraph(
  name: string,
  typeDefs: string,
  answer: (question: SubgraphQuestion, body: string) => unknown,
): HostileSubgraph {
  return { kind: 'hostile', name, sdl: linkFederation(typeDefs), answer }
}

/** The reference resolver of an entity that is found by some of its fields, `id` if nothing else is named. */
export function findBy<Entity extends object>(
  records: readonly Entity[],
  ...keys: readonly (keyof Entity)[]
) {
  const names = keys.length === 0 ? ['id'] : keys.map(String)
  return (reference: object): Entity | null =>
    records.find((record) => names.every((name) => valueOf(record, name) === valueOf(reference, name))) ??
    null
}

/** A resolver that always fails with this message. */
export function failWith(message: string, extensions: Readonly<Record<string, unknown>> = {}) {
  return (): never => {
    throw new GraphQLError(message, { extensions })
  }
}

const FEDERATION_DIRECTIVES = [
  '@authenticated',
  '@cacheTag',
  '@composeDirective',
  '@context',
  '@cost',
  '@extends',
  '@external',
  '@fromContext',
  '@inaccessible',
  '@interfaceObject',
  '@key',
  '@listSize',
  '@override',
  '@policy',
  '@provides',
  '@requires',
  '@requiresScopes',
  '@shareable',
  '@tag',
]

function linkFederation(typeDefs: string): string {
  const used = FEDERATION_DIRECTIVES.filter((directive) => new RegExp(`${directive}\\b`).test(typeDefs))
  const imports = used.map((directive) => `"${directive}"`).join(', ')
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}])\n${typeDefs}`
}

function valueOf(record: object, name: string): unknown {
  return Object.entries(record).find(([key]) => key === name)?.[1]
}
