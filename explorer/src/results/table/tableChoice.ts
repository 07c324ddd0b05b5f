/** How a table is laid out, as an address has it: names of columns of this answer, and texts of the reader. */
export interface TableChoice {
  readonly order: Order | null
  /** Rows of one value stand together, by the first of these, then by the next. */
  readonly groups: readonly string[]
  readonly hidden: readonly string[]
  /** At the beginning of each row, wherever one scrolls. */
  readonly pinned: readonly string[]
  /** What a column must say, by its name. */
  readonly filters: ReadonlyMap<string, string>
  /** What any of the columns must say. */
  readonly find: string
}

export interface Order {
  readonly column: string
  readonly down: boolean
}

/** The keys of an address, and how their values are written. */
export interface TableTexts {
  /** "population" upwards, "-population" downwards. */
  readonly sort: string | null
  readonly group: string | null
  readonly hide: string | null
  readonly pin: string | null
  /** "name=museum&population=>1000", with what is special in an address encoded. */
  readonly where: string | null
  readonly find: string | null
}

/** An address is anybody's: what names no column is passed over. */
export function readTableChoice(texts: TableTexts, columns: readonly string[]): TableChoice {
  const known = new Set(columns)
  const list = (text: string | null) => [...new Set(text?.split(','))].filter((name) => known.has(name))
  const column = texts.sort?.replace(/^-/, '')
  return {
    order:
      column !== undefined && known.has(column)
        ? { column, down: texts.sort?.startsWith('-') ?? false }
        : null,
    groups: list(texts.group),
    hidden: list(texts.hide),
    pinned: list(texts.pin),
    filters: new Map(
      [...new URLSearchParams(texts.where ?? '')].filter(([name, text]) => known.has(name) && text !== ''),
    ),
    find: texts.find ?? '',
  }
}

/** Null where nothing is chosen. */
export function writeList(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(',')
}

export function writeFilters(filters: ReadonlyMap<string, string>): string | null {
  const said = [...filters].filter(([, text]) => text !== '')
  return said.length === 0 ? null : new URLSearchParams(said).toString()
}

export function writeOrder(order: Order | null): string | null {
  return order && `${order.down ? '-' : ''}${order.column}`
}

/** With it where it was without, and the other way round. */
export function toggle(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((one) => one !== name) : [...names, name]
}
