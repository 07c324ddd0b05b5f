import { Kind, parse } from 'graphql'
import {
  CACHE_CONTROL_SPEC,
  NULLABILITY_SPEC,
  OWNED_BY_SPEC,
  QUOTA_SPEC,
  TOPIC_SPEC,
} from '../../schema/codes.ts'

/**
 * Directives that composition carries into the supergraph, for gateways and tools that know what they mean. Composition
 * refuses two specifications of different major versions, or two that give a directive of one name.
 */
export interface Specification {
  /** Its name and version end it: "https://weather.example/specs/alert/v1.0". */
  readonly url: string
  /** The definitions of its directives. */
  readonly sdl: string
}

const FEDERATION = `@link(
    url: "https://specs.apollo.dev/federation/v2.12"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@tag", "@inaccessible", "@override", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@cacheTag", "@composeDirective"]
  )`

const OF_EVERY_BUREAU: readonly Specification[] = [
  {
    url: CACHE_CONTROL_SPEC,
    sdl: `"""How long an answer may be kept: maxAge in seconds, scope "PUBLIC" or "PRIVATE"; the least of all that apply."""
directive @cacheControl(maxAge: Int!, scope: String! = "PUBLIC") repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION`,
  },
  {
    url: OWNED_BY_SPEC,
    sdl: `"""The field is for callers whose token claim \`claim\` lists the value that the object's \`field\` has."""
directive @ownedBy(claim: String!, field: String!) on FIELD_DEFINITION`,
  },
  {
    url: QUOTA_SPEC,
    sdl: `"""One caller gets no more values of the field in a day than this."""
directive @quota(perDay: Int!) on FIELD_DEFINITION`,
  },
  {
    url: TOPIC_SPEC,
    sdl: `"""
The subscription is told of the events of a topic: holds "STATE" where the newest is enough, else "FACT". match names the
arguments that choose, each with an attribute of the events, such as "ids: key"; near the attribute that is a place.
"""
directive @topic(name: String!, holds: String! = "STATE", match: [String!] = [], near: String) on FIELD_DEFINITION`,
  },
  {
    url: NULLABILITY_SPEC,
    sdl: `"""The field is null on an error alone. levels count the lists in its type, 0 for the field itself."""
directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION`,
  },
]

/** What gives the directives of a subgraph their meaning: federation's, every bureau's, and the bureau's own. */
export function printSpecifications(own: readonly Specification[] = []): string {
  const linked = [...OF_EVERY_BUREAU, ...own].map((one) => ({ ...one, directives: listDirectives(one) }))
  const links = linked.map(
    ({ url, directives }) =>
      `@link(url: "${url}", import: [${directives.map((name) => `"${name}"`).join(', ')}])`,
  )
  const composed = linked.flatMap(({ directives }) =>
    directives.map((name) => `@composeDirective(name: "${name}")`),
  )
  const extension = ['extend schema', FEDERATION, ...links, ...composed].join('\n  ')
  return `${[extension, ...linked.map(({ sdl }) => sdl)].join('\n\n')}\n`
}

function listDirectives({ url, sdl }: Specification): readonly string[] {
  const names = parse(sdl).definitions.map((definition) =>
    definition.kind === Kind.DIRECTIVE_DEFINITION ? `@${definition.name.value}` : definition.kind,
  )
  const other = names.find((name) => !name.startsWith('@'))
  if (names.length === 0 || other !== undefined)
    throw new Error(`Specification ${url}: expected definitions of directives alone; got ${other ?? 'none'}.`)
  return names
}
