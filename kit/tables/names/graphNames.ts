/** What the parts of the graph are called in one language. */
export interface GraphNames {
  /** By type: its name, and what it is in a sentence. */
  readonly types: Readonly<Record<string, readonly [name: string, description: string]>>
  /** By "Query.museums", or by "openingHours" for every field that is called so. */
  readonly fields: Readonly<Record<string, string>>
  /** What a page of a list and one of its entries are called. */
  readonly page: (of: string) => string
  readonly entry: (of: string) => string
}

export function findName(names: GraphNames | undefined, coordinate: string): string | null {
  if (!names) return null
  const [type = '', field] = coordinate.split('.')
  if (field !== undefined) return names.fields[coordinate] ?? names.fields[field] ?? null
  const own = names.types[type]?.[0]
  if (own !== undefined) return own
  const [, item = '', kind] = /^(.+)(Connection|Edge)$/.exec(type) ?? []
  const inner = names.types[item]?.[0]
  if (inner === undefined) return null
  return kind === 'Connection' ? names.page(inner) : names.entry(inner)
}

export function findDescription(names: GraphNames | undefined, type: string): string | null {
  return names?.types[type]?.[1] ?? null
}
