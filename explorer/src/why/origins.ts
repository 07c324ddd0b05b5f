import { isRecord } from '../graph/isRecord.ts'
import type { LanguageCode } from '../language/language.ts'

/** Where parts of an answer come from, as their `provenance` tells. */
export interface Origin {
  readonly key: string
  readonly title: Readonly<Partial<Record<LanguageCode, string | null>>>
  readonly retrievedAt: string | null
  readonly stale: boolean | null
  readonly sample: boolean | null
  /** Undefined where it was not asked for; null where its publisher does not state it. */
  readonly licence: string | null | undefined
}

const MOST = 40

/** The different sources in an answer, in the order in which they are met. */
export function findOrigins(data: unknown): readonly Origin[] {
  const found = new Map<string, Origin>()
  collect(data, found)
  return [...found.values()]
}

function collect(value: unknown, found: Map<string, Origin>): void {
  if (found.size >= MOST) return
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (isRecord(value)) {
    if (isRecord(value.datasetTitle)) {
      const origin = readOrigin(value, value.datasetTitle)
      if (!found.has(origin.key)) found.set(origin.key, origin)
    }
    for (const inner of Object.values(value)) collect(inner, found)
  }
}

function readOrigin(
  provenance: Readonly<Record<string, unknown>>,
  text: Readonly<Record<string, unknown>>,
): Origin {
  const { retrievedAt, stale, sample, dataset } = provenance
  const textIn = (language: LanguageCode) => (typeof text[language] === 'string' ? text[language] : null)
  const title = { zh: textIn('zh'), pt: textIn('pt'), en: textIn('en') }
  const licence = isRecord(dataset) && 'licence' in dataset ? dataset.licence : undefined
  return {
    key: JSON.stringify([title, retrievedAt]),
    title,
    retrievedAt: typeof retrievedAt === 'string' ? retrievedAt : null,
    stale: typeof stale === 'boolean' ? stale : null,
    sample: typeof sample === 'boolean' ? sample : null,
    licence: licence === undefined ? undefined : typeof licence === 'string' ? licence : null,
  }
}
