/** A word after `%` is a place for directives; one that stands at a type stands at the fields of that type too. */
export const ZOO = `
  type Query {
    cage(id: ID, rest: Rest %input, size: Size %enum, first: Int = 10 %argument): Cage %object
    animal: Animal
    named: Named %interface
    pets: [Pet] %union %list
  }
  type Cage implements Named %object @key(fields: "id") { id: ID! name: String visitors: Int %price }
  interface Named %interface { name: String }
  interface Animal { name: String weight: Weight %scalar age: Int %field }
  "A cat."
  type Cat implements Animal & Named %member {
    name: String
    weight: Weight %scalar
    age: Int %field
    "How big."
    size: Size %enum
  }
  type Dog implements Animal { name: String weight: Weight %scalar age: Int %field mate: Cat %member }
  union Pet %union = Cat | Dog
  enum Size %enum { SMALL HUGE %value }
  input Rest %input { least: Int = 1 %inputField most: Int, deep: Rest, size: Size = SMALL %enum }
  scalar Weight %scalar %specified
`

export const RENAMED = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", as: "f", import: [
      { name: "@key", as: "@id" }, { name: "@tag", as: "@label" }, { name: "@inaccessible", as: "@hidden" },
      { name: "@requiresScopes", as: "@mayIf" }, { name: "@cost", as: "@price" }, "@shareable"
    ])
  type Query { thing(secret: Int @hidden): Thing cost__mine: Int tag: tag }
  type Thing @id(fields: "id") @label(name: "t") { id: ID! a: Int @mayIf(scopes: [["a"]]) @price(weight: 2) b: Int @hidden }
  "Not of the specification of that name."
  type tag { name: String }
`

export const CUSTOM = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@composeDirective", "@shareable"])
    @link(url: "https://rules.test/mine/v1.0", as: "my", import: ["@owner", { name: "@keep", as: "@retain" }, "Unit"])
    @composeDirective(name: "@owner")
    @composeDirective(name: "@retain")
    @composeDirective(name: "@my__note")
  directive @owner(name: String!) on OBJECT | FIELD_DEFINITION
  directive @retain(for: Int) on FIELD_DEFINITION
  directive @my__note(text: String) on FIELD_DEFINITION
  directive @loud(times: Int = 2) on FIELD | FRAGMENT_SPREAD
  directive @defer(label: String) on FIELD
  directive @local on FIELD_DEFINITION
  type Query { one: Int @owner(name: "a") @retain(for: 3) @my__note(text: "n") @local both: Both @shareable }
  type Both @shareable { id: ID @owner(name: "b") }
`

export const HIDDEN_REQUIRED = `
  type Query { room: Room }
  type Room @key(fields: "id") { id: ID! secret(unit: Unit): Deep @inaccessible rate(of: Int = 2): Int }
  type Deep @inaccessible { of: Deep size: Int }
  enum Unit @inaccessible { M FT }
`

export const REQUIRING = `
  type Room @key(fields: "id") {
    id: ID!
    secret(unit: Unit): Deep @external
    rate(of: Int = 2): Int @external
    tax: Int @requires(fields: "secret(unit: M) { of { size } } rate(of: 3)")
  }
  type Deep @inaccessible { of: Deep @external size: Int @external }
  enum Unit @inaccessible { M FT }
`

export const CONTEXT = `
  type Query { user: User }
  type User @key(fields: "id") @context(name: "user") { id: ID! locale: String item: Item }
  type Item @key(fields: "id") { id: ID! price(locale: String @fromContext(field: "$user { locale }"), in: Int = 1): Int }
`

export const MEDIA = `
  type Query { media: [Media] book: Book }
  interface Media @key(fields: "id") { id: ID! title: String related: Media }
  type Book implements Media @key(fields: "id") { id: ID! title: String related: Film }
  type Film implements Media @key(fields: "id") { id: ID! title: String related: Media }
`

export const MEDIA_OBJECT = `
  type Query { top: Media }
  type Media @key(fields: "id") @interfaceObject { id: ID! reviews: [Review] parent: Media }
  type Review { media: Media text: String }
`

export const OVERRIDDEN = `
  type Query { thing: Thing }
  type Thing @key(fields: "id") { id: ID! a: Part b: Part c: Part }
  type Part @shareable { n: Int }
`

export const OVERRIDING = `
  type Thing @key(fields: "id") { id: ID! a: Part @override(from: "s0") b: Part @override(from: "s0", label: "percent(5)") }
  type Part @shareable { n: Int }
`

export const OTHER_ROOTS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@shareable"])
  schema { query: Ask mutation: Change }
  type Ask { thing: Thing self: Ask }
  type Change { thing(add: In = { n: [1, 2], deep: { n: [] } }): Thing }
  input In { n: [Int!] = [3] deep: In }
  type Thing @shareable { id: ID }
`

export const USUAL_ROOTS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@shareable"])
  "What can be asked."
  type Query { c: Int }
  type Mutation { b: Thing }
  type Thing @shareable { id: ID }
`

export const WIDE = `
  type Query { pick: Pick node: Node @shareable either: Pick @shareable }
  interface Node { id: ID! }
  union Pick = A | B
  type A implements Node @key(fields: "id") { id: ID! next: Node @shareable all: [Node] @shareable }
  type B implements Node @key(fields: "id") { id: ID! }
`

export const NARROW = `
  type Query { node: A @shareable either: B! @shareable }
  interface Node { id: ID! }
  union Pick = A
  type A implements Node @key(fields: "id") { id: ID! next: B! @shareable all: [A!]! @shareable pick: Pick }
  type B @key(fields: "id") { id: ID! }
`
