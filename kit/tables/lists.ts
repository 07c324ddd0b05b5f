/** Which of several lists is meant. Shared by the gateway and the explorer, so it knows neither Node nor a page. */

export interface Listed {
  readonly path: readonly string[]
}

/** The list at a path such as "museums.nodes", of which the last may be left out: "museums". Null where there is none. */
export function findList<T extends Listed>(lists: readonly T[], wanted: string): T | null {
  return lists.find(({ path }) => path.join('.') === wanted || shortNameOf(path) === wanted) ?? null
}

/** What a reader calls a list: "museums", "place.nearbyStops". */
export function shortNameOf(path: readonly string[]): string {
  const isConnection = path.length > 1 && (path.at(-1) === 'nodes' || path.at(-1) === 'edges')
  return (isConnection ? path.slice(0, -1) : path).join('.')
}

const MAX_SHEET_NAME = 31

/** Names for the sheets of a workbook, in which some characters may not stand and which differ in more than case. */
export function nameSheets(lists: readonly Listed[]): readonly string[] {
  if (lists.length < 2) return lists.map(() => 'data')
  const taken = new Set<string>()
  return lists.map(({ path }) => {
    const plain = shortNameOf(path).replaceAll(/[[\]:*?/\\']/g, ' ')
    let name = plain.slice(0, MAX_SHEET_NAME)
    for (let next = 2; taken.has(name.toLowerCase()); next++) {
      name = `${plain.slice(0, MAX_SHEET_NAME - `${next}`.length - 1)} ${next}`
    }
    taken.add(name.toLowerCase())
    return name
  })
}
