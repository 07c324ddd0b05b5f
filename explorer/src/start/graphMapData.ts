import { isRecord } from '../graph/isRecord.ts'
import { reachJson } from '../graph/reach.ts'

/** Who owns what, as the gateway reads it from the composed schema. */
export interface GraphMapData {
  readonly types: number
  readonly fields: number
  readonly bureaus: readonly {
    readonly name: string
    readonly entities: readonly string[]
    readonly others: readonly string[]
    /** Its fields on types of others, as coordinates. */
    readonly contributes: readonly string[]
  }[]
  readonly threads: readonly { readonly from: string; readonly to: string; readonly fields: number }[]
}

let reading: Promise<GraphMapData> | undefined

/** Rejects with Unreachable, or with Refused where the gateway does not show its graph. */
export function readGraphMap(): Promise<GraphMapData> {
  reading ??= parseGraphMap().catch((error: unknown) => {
    reading = undefined
    throw error
  })
  return reading
}

async function parseGraphMap(): Promise<GraphMapData> {
  const value: unknown = await reachJson('/graph.json')
  if (isGraphMap(value)) return value
  throw new Error('/graph.json: expected bureaus and threads.')
}

function isGraphMap(value: unknown): value is GraphMapData {
  return isRecord(value) && Array.isArray(value.bureaus) && Array.isArray(value.threads)
}
