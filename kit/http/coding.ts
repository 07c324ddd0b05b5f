export const CODINGS = ['br', 'gzip', 'identity'] as const
export type Coding = (typeof CODINGS)[number]

export interface ChosenCoding {
  readonly coding: Coding
  /** Whether the client takes no body that is not encoded. */
  readonly refusesIdentity: boolean
}

const PLAIN: ChosenCoding = { coding: 'identity', refusesIdentity: false }

const chosen = new Map<string, ChosenCoding>()
const REMEMBERED = 200
const REMEMBERED_LENGTH = 200

/**
 * What the client prefers (RFC 9110, 12.5.3), and of equals the one that is shortest. `identity` for a client that does
 * not say and, so that it has an answer at all, for one that accepts none of them.
 */
export function chooseCoding(acceptEncoding: string | undefined): ChosenCoding {
  if (acceptEncoding === undefined) return PLAIN
  const known = chosen.get(acceptEncoding)
  if (known) return known
  const choice = negotiate(readQualities(acceptEncoding))
  if (chosen.size < REMEMBERED && acceptEncoding.length <= REMEMBERED_LENGTH)
    chosen.set(acceptEncoding, choice)
  return choice
}

function negotiate(qualities: ReadonlyMap<string, number>): ChosenCoding {
  const ranked = CODINGS.map((coding) => ({ coding, quality: qualityOf(coding, qualities) })).toSorted(
    (a, b) => b.quality - a.quality,
  )
  const [best] = ranked
  return {
    coding: best === undefined || best.quality === 0 ? 'identity' : best.coding,
    refusesIdentity: qualityOf('identity', qualities) === 0,
  }
}

/** Without being named, `identity` is accepted, after all that are. */
function qualityOf(coding: Coding, qualities: ReadonlyMap<string, number>): number {
  return qualities.get(coding) ?? qualities.get('*') ?? (coding === 'identity' ? Number.MIN_VALUE : 0)
}

const ITEM = /^\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i

/** An item that is not well formed names nothing that could be accepted. */
function readQualities(acceptEncoding: string): ReadonlyMap<string, number> {
  const qualities = new Map<string, number>()
  for (const item of acceptEncoding.split(',')) {
    const [, name, quality = '1'] = ITEM.exec(item) ?? []
    if (name !== undefined) qualities.set(nameOf(name.toLowerCase()), Math.min(1, Number(quality)))
  }
  return qualities
}

/** RFC 9110, 8.4.1.3. */
function nameOf(coding: string): string {
  return coding === 'x-gzip' ? 'gzip' : coding
}
