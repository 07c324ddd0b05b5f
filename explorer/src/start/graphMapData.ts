import { isRecord } from '../graph/ask.ts'

/** Who owns what, as the gateway reads it from the composed schema. */
export interface GraphMapData {
  readonly types: number
  readonly fields: number
  readonly bureaus: readonly {
    readonly name: string
    readonly entities: readonly string[]
    readonly others: readonly string[]
  }[]
  readonly threads: readonly { readonly from: string; readonly to: string; readonly fields: number }[]
}

let reading: Promise<GraphMapData | null> | undefined

/** Null where the gateway does not tell. */
export function readGraphMap(): Promise<GraphMapData | null> {
  reading ??= fetch('/graph.json')
    .then((response) => response.json())
    .then((value: unknown) => (isGraphMap(value) ? value : null))
    .catch(() => null)
  return reading
}

function isGraphMap(value: unknown): value is GraphMapData {
  return isRecord(value) && Array.isArray(value.bureaus) && Array.isArray(value.threads)
}
