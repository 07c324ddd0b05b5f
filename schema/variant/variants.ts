import { z } from 'zod'

/** What of a graph is in a variant, by the tags (`@tag(name:)`) of its elements. */
export interface TagFilter {
  /** Fields of objects and interfaces need one of these, on themselves or on their type; none asks for nothing. */
  readonly include: readonly string[]
  /** What bears one of these is out, whatever else it bears. */
  readonly exclude: readonly string[]
}

/** By name, as it stands in `/graphql/<name>`. */
export type Variants = ReadonlyMap<string, TagFilter>

export const NO_VARIANTS: Variants = new Map()

/** The variant that callers without a token may be held to. */
export const PUBLIC = 'public'

/** What it is where nobody says otherwise. */
const USUAL_PUBLIC: TagFilter = { include: [], exclude: ['internal'] }

/** The variants with the public one among them. */
export function withPublic(variants: Variants): Variants {
  return variants.has(PUBLIC) ? variants : new Map([...variants, [PUBLIC, USUAL_PUBLIC]])
}

/** Names stand in addresses and name files; "schema.graphql" or "..%2f" is none. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/
const NAME_FORM = 'names of up to 40 small letters, digits and "-", such as "partner"'

const tags = z
  .array(z.string().regex(/^[A-Za-z_][\w/-]{0,127}$/, 'names of tags, such as "internal"'))
  .min(1, 'at least one tag, or no list')
const filter = z.strictObject({ include: tags.optional(), exclude: tags.optional() })
const file = z.record(z.string().regex(NAME, NAME_FORM), filter)

/** Reads `{"<name>": {"include": [tags], "exclude": [tags]}}`. Throws an Error that says what is wrong with it, and where. */
export function parseVariants(text: string): Variants {
  const { data, error } = file.safeParse(parseJson(text))
  const [issue] = error?.issues ?? []
  if (data === undefined)
    throw new Error(
      `expected {"<name>": {"include": [tags], "exclude": [tags]}}; at ${issue?.path.join('.') || 'its top'}: ${
        issue?.code === 'invalid_key' ? `expected ${NAME_FORM}` : (issue?.message ?? 'something else')
      }`,
    )
  return new Map(
    Object.entries(data).map(([name, { include = [], exclude = [] }]) => {
      const both = include.find((tag) => exclude.includes(tag))
      if (both !== undefined)
        throw new Error(`${name}: expected each tag in one of its lists; got "${both}" in both`)
      return [name, { include, exclude }]
    }),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`expected JSON; got ${cause instanceof Error ? cause.message : 'something else'}`, {
      cause,
    })
  }
}
