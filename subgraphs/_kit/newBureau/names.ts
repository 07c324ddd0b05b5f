/** What is asked of whoever begins a bureau; what is left out is said to be left to do. */
export interface NewBureau {
  /** The name of the subgraph, such as "tides" or "tide-gauges". */
  readonly name: string
  readonly bureau: string
  readonly owner: string
  readonly contact: string
  readonly titles: { readonly zh: string; readonly pt: string; readonly en: string }
}

/** "tide-gauges" as "TideGauges". */
export function pascalOf(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}

/** "tide-gauges" as "tideGauges". */
export function camelOf(name: string): string {
  const pascal = pascalOf(name)
  return pascal.charAt(0).toLowerCase() + pascal.slice(1)
}
