import { describe, expect, it } from 'vitest'
import { composeGraph } from '../compose.ts'
import { parseVariants } from '../variant/variants.ts'

function problemsOf(fields: string, types = ''): readonly string[] {
  const sdl = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", { name: "@tag", as: "@label" }])
"Where to begin."
type Query { "A shelf." shelf: Shelf }
"A shelf."
type Shelf @key(fields: "id") { "Its id." id: ID! ${fields} }
${types}`
  const graph = composeGraph([{ name: 'shelves', sdl, file: 'shelves.graphql' }])
  return 'problems' in graph ? graph.problems : []
}

const INTERNAL = '@label(name: "internal")'
const REFUSAL = 'The variant "public" is no schema:'

describe('what is left without what is tagged as internal is a schema:', () => {
  it.each([
    ['without a field', `"Who keeps it." keeper: String ${INTERNAL}`, ''],
    [
      'without a type and the field that gives it',
      `"Its box." box: Box ${INTERNAL}`,
      `"A box." type Box ${INTERNAL} { "Its number." number: Int }`,
    ],
    [
      'without an argument that may be left out',
      `"Its size." size("The unit." in: String ${INTERNAL}): Int`,
      '',
    ],
    ['with another tag', '"Who keeps it." keeper: String @label(name: "beta")', ''],
  ])('%s', (_what, fields, types) => {
    expect(problemsOf(fields, types)).toEqual([])
  })

  it.each([
    [
      'not when a public field gives an internal type',
      '"Its box." box: Box',
      `"A box." type Box ${INTERNAL} { "Its number." number: Int }`,
      'Type "Box" is outside but is referenced by "Shelf.box", which is in the API schema.',
    ],
    [
      'not when a public type has internal fields only',
      '"Its box." box: Box',
      `"A box." type Box { "Its number." number: Int ${INTERNAL} }`,
      'Type "Box" is outside but is referenced by "Shelf.box", which is in the API schema.',
    ],
    [
      'not when an internal argument cannot be left out',
      `"Its size." size("The unit." in: String! ${INTERNAL}): Int`,
      '',
      'Argument "Shelf.size(in:)" is outside but is a required argument of its field.',
    ],
  ])('%s', (_what, fields, types, reason) => {
    expect(problemsOf(fields, types)).toEqual([`${REFUSAL} ${reason}`])
  })
})

/** A graph of shelves whose places and boxes are for partners, or for nobody outside. */
function composeShelves(more: string, variants: object) {
  const sdl = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@tag"])
"Where to begin."
type Query {
  "A shelf."
  shelf: Shelf @tag(name: "open")
  "A box."
  box("Of this size." size: Size): Box
  "Anything."
  anything: [Anything!] @tag(name: "internal")
}
"A shelf."
type Shelf implements Named @key(fields: "id") {
  "Its id."
  id: ID! @tag(name: "open")
  "Its name."
  name: String
  "Who keeps it."
  keeper: Keeper @tag(name: "partner")
}
"What has a name."
interface Named {
  "Its name."
  name: String
}
"A box."
type Box @tag(name: "box") {
  "Its size."
  size: Size
}
"Who keeps a shelf."
type Keeper {
  "The name."
  name: String @tag(name: "internal")
}
"A size."
enum Size { "Small." S "Large." L @tag(name: "internal") }
"Anything."
union Anything = Shelf | Box
${more}`
  const graph = composeGraph(
    [{ name: 'shelves', sdl, file: 'a.graphql' }],
    parseVariants(JSON.stringify(variants)),
  )
  if ('problems' in graph) return { problems: graph.problems }
  const sdls = [...graph.variantSdls].map(([name, text]) => [
    name,
    text
      .replace(/ *""".*"""\n/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  ])
  return Object.fromEntries(sdls)
}

const PUBLIC_TEXT =
  'type Query { shelf: Shelf box( size: Size ): Box } type Shelf implements Named { id: ID! name: String } ' +
  'interface Named { name: String } type Box { size: Size } enum Size { S }'
const NO_KEEPER = { exclude: ['internal', 'partner'] }

/** Types by name, since only what is in them matters here, and no directive that every schema has. */
function inOrder(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/(?=\b(?:type|enum|interface|union) )/)
    .map((type) => type.trim())
    .filter((type) => /^(?:type|enum|interface|union) /.test(type))
    .toSorted()
}

describe('a variant named by tags', () => {
  it('leaves out what bears a tag, what then is empty and what nothing leads to any more', () => {
    const { public: text } = composeShelves('', { public: NO_KEEPER })
    expect(inOrder(text)).toEqual(inOrder(PUBLIC_TEXT))
  })

  it('asks each field for one of the tags to include, on itself or on its type', () => {
    const variants = {
      public: NO_KEEPER,
      open: { include: ['open'] },
      boxes: { include: ['open', 'box'], exclude: ['internal'] },
    }
    const { open, boxes } = composeShelves('', variants)
    const shelves = 'type Query { shelf: Shelf } type Shelf { id: ID! }'
    expect(inOrder(open)).toEqual(inOrder(shelves))
    expect(inOrder(boxes)).toEqual(inOrder(shelves))
  })

  it('is all of the graph where no element bears its tags', () => {
    const { all, other } = composeShelves('', { public: NO_KEEPER, all: {}, other: { exclude: ['unknown'] } })
    expect(all).toContain('keeper: Keeper')
    expect(other).toBe(all)
  })

  it.each([
    [
      'a field that gives what is outside',
      { boxless: { exclude: ['internal', 'partner', 'box'] } },
      'The variant "boxless" is no schema: Type "Box" is outside but is referenced by "Query.box", which is in the API schema.',
    ],
    [
      'a type of which nothing is left',
      { partner: { exclude: ['internal'] } },
      'The variant "partner" is no schema: Type "Keeper" is outside but is referenced by "Shelf.keeper", which is in the API schema.',
    ],
    [
      'a graph of which nothing is left',
      { nothing: { include: ['unknown'] } },
      'The variant "nothing" is no schema: Type "Query" is outside but is the root query type, which must be in the API schema.',
    ],
  ])('is refused for %s, by its name and the element', (_, variants, sentence) => {
    expect(composeShelves('', { public: NO_KEEPER, ...variants })).toEqual({ problems: [sentence] })
  })

  it('is refused where a type lacks a field of its interface', () => {
    const more = `"Another." type Other implements Named { "Its name." name: String @tag(name: "secret") "Its id." id: ID }
      extend type Query { "Others." others: [Named!] }`
    expect(
      composeShelves(more, { public: NO_KEEPER, half: { exclude: ['secret', 'internal', 'partner'] } }),
    ).toEqual({
      problems: [
        'The variant "half" is no schema: Field "Other.name" is outside but implements the interface field "Named.name", which is in the API schema.',
      ],
    })
  })
})

describe('the file that names variants', () => {
  it.each([
    ['{', /^expected JSON; got /],
    ['[]', /; at its top: /],
    [
      '{"../x": {}}',
      /; at ..\/x: expected names of up to 40 small letters, digits and "-", such as "partner"$/,
    ],
    ['{"partner": {"exclude": []}}', /; at partner.exclude: at least one tag, or no list$/],
    ['{"partner": {"exclude": ["in ternal"]}}', /; at partner.exclude.0: names of tags, such as "internal"$/],
    ['{"partner": {"omit": ["internal"]}}', /; at partner: .*omit/],
    [
      '{"partner": {"include": ["a"], "exclude": ["a"]}}',
      /^partner: expected each tag in one of its lists; got "a" in both$/,
    ],
  ])('is refused when it is %s', (text, reason) => {
    expect(() => parseVariants(text)).toThrow(reason)
  })
})
