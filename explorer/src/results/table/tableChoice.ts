/** How a table is laid out, as an address has it: names of columns of this answer, and texts of the reader. */
export interface TableChoice {
  readonly order: Order | null
  /** Rows of one value stand together, by the first of these, then by the next. */
  readonly groups: readonly string[]
  /** Those that come before the others, where the reader has moved some. */
  readonly sequence: readonly string[]
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
  readonly columns: string | null
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
    sequence: list(texts.columns),
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

/** All of them, those first that the reader put there. */
export function arrange(names: readonly string[], sequence: readonly string[]): readonly string[] {
  return [...sequence, ...names.filter((name) => !sequence.includes(name))]
}

/** As few names as tell in what sequence all stand. */
export function writeSequence(sequence: readonly string[], names: readonly string[]): string | null {
  const tells = (length: number) =>
    arrange(names, sequence.slice(0, length)).every((name, index) => name === sequence[index])
  const length = [...sequence.keys()].find(tells) ?? sequence.length
  return writeList(sequence.slice(0, length))
}

/** One takes the place of another, which gives way to the side from which it came. */
export function takePlace(names: readonly string[], moved: string, of: string): readonly string[] {
  const [from, to] = [names.indexOf(moved), names.indexOf(of)]
  return from === -1 || to === -1 ? names : names.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** With it where it was without, and the other way round. */
export function toggle(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((one) => one !== name) : [...names, name]
}
