import { digest } from '../../kit/digest.ts'
import type { Position } from './place.ts'
import type { TextValue } from './text.ts'

/** What a bureau lets people find one of its entities by. Everybody may read all of it: it is the bureau's to choose. */
export interface Searchable {
  readonly id: string
  readonly name: TextValue
  readonly otherNames?: readonly string[]
  readonly description?: TextValue | null
  /** What people type to name it exactly, such as the code of a stop. */
  readonly codes?: readonly string[]
  readonly place?: Position | null
  /** The id of an administrative area. */
  readonly area?: string | null
}

/** By entity type, all that are found; each type also stands under `searchable` in bureau.yaml. */
export type Searchables<S> = Readonly<
  Record<string, (source: S) => readonly Searchable[] | Promise<readonly Searchable[]>>
>

/** What a bureau publishes at GET /searchables. */
export interface PublishedSearchables {
  /** The same as long as the rest is. */
  readonly tag: string
  /** By entity type; null where its source has not been read. */
  readonly kinds: Readonly<Record<string, readonly Searchable[] | null>>
}

export async function publishSearchables<S>(
  searchables: Searchables<S>,
  source: S,
): Promise<PublishedSearchables> {
  const read = Object.entries(searchables).map(
    async ([kind, list]) => [kind, await listUnlessUnread(list, source)] as const,
  )
  const kinds = Object.fromEntries(await Promise.all(read))
  return { tag: digest(JSON.stringify(kinds)), kinds }
}

/** A source that fails costs its own kind: what was published of the others goes on. */
async function listUnlessUnread<S>(
  list: Searchables<S>[string],
  source: S,
): Promise<readonly Searchable[] | null> {
  try {
    return (await list(source)).map(chooseFields)
  } catch {
    return null
  }
}

/** Records may be given as they are: what else they have stays at the bureau. */
function chooseFields(record: Searchable): Searchable {
  const { id, name, otherNames, description, codes, place, area } = record
  return {
    id,
    name: { zh: name.zh, pt: name.pt, en: name.en },
    ...(otherNames && otherNames.length > 0 && { otherNames }),
    ...(description && { description: { zh: description.zh, pt: description.pt, en: description.en } }),
    ...(codes && codes.length > 0 && { codes }),
    ...(place && { place: { lat: place.lat, lng: place.lng } }),
    ...(area && { area }),
  }
}
