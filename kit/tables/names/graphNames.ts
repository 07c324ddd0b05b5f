/** What the parts of the graph are called in one language. */
export interface GraphNames {
  /** By type: its name, and what it is in a sentence. */
  readonly types: Readonly<Record<string, readonly [name: string, description: string]>>
  /** By "Query.museums", or by "openingHours" for every field that is called so. */
  readonly fields: Readonly<Record<string, string>>
  /** By enum and value. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What a page of a list and one of its entries are called. */
  readonly page: (of: string) => string
  readonly entry: (of: string) => string
  /** What a key is by which a list is sorted, and what such keys can be: name and sentence. */
  readonly sort: (of: string) => readonly [name: string, description: string]
  readonly sortField: (of: string) => readonly [name: string, description: string]
}

export function findName(names: GraphNames | undefined, coordinate: string): string | null {
  if (!names) return null
  const [type = '', field] = coordinate.split('.')
  if (field !== undefined) {
    return (
      names.values[type]?.[field] ??
      names.fields[coordinate] ??
      names.fields[field] ??
      findTypeOfKind(names, field)
    )
  }
  const own = names.types[type]?.[0] ?? wordsOfSort(names, type)?.[0]
  if (own !== undefined) return own
  const [, item = '', kind] = /^(.+)(Connection|Edge)$/.exec(type) ?? []
  const inner = names.types[item]?.[0]
  if (inner === undefined) return null
  return kind === 'Connection' ? names.page(inner) : names.entry(inner)
}

/** A kind of thing is called as its type: CAR_PARK as CarPark. */
function findTypeOfKind(names: GraphNames, value: string): string | null {
  if (!/^[A-Z][A-Z_]*$/.test(value)) return null
  const type = value.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return names.types[type]?.[0] ?? null
}

export function findDescription(names: GraphNames | undefined, type: string): string | null {
  return names?.types[type]?.[1] ?? (names && wordsOfSort(names, type)?.[1]) ?? null
}

/** "HotelSort" and "HotelSortField" are named after what is listed. */
function wordsOfSort(names: GraphNames, type: string): readonly [string, string] | undefined {
  const [, item = '', field] = /^(.+)Sort(Field)?$/.exec(type) ?? []
  const inner = names.types[item]?.[0]
  if (inner === undefined) return undefined
  return field === undefined ? names.sort(inner) : names.sortField(inner)
}
