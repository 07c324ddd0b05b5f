import { codeOf, id, text, whole } from '../../_kit/fieldTypes.ts'
import type { TextValue } from '../../_kit/text.ts'
import { numberIn, type Condition, type Register, type RegisterRecord } from './table.ts'

export enum VenueKind {
  PERFORMING_ARTS = 'PERFORMING_ARTS',
  EXHIBITION = 'EXHIBITION',
  OUTDOOR = 'OUTDOOR',
  ARENA = 'ARENA',
  CINEMA = 'CINEMA',
}

export interface VenueRecord extends RegisterRecord {
  readonly name: TextValue
  readonly kind: VenueKind
  readonly capacity: number | null
  readonly operator: string
}

/** The register's words for the kinds. */
const KINDS: Readonly<Record<string, VenueKind>> = {
  performing: VenueKind.PERFORMING_ARTS,
  exhibition: VenueKind.EXHIBITION,
  outdoor: VenueKind.OUTDOOR,
  arena: VenueKind.ARENA,
  cinema: VenueKind.CINEMA,
}

const KIND = codeOf(new Map(Object.entries(KINDS)))

export const venues: Register<VenueRecord> = {
  kind: 'register',
  name: 'venues',
  feedId: 'icm-venues',
  title: { zh: '文化場地', pt: 'Espaços culturais', en: 'Cultural venues' },
  file: 'venues.csv',
  columns: ['id', 'name_zh', 'name_pt', 'name_en', 'kind', 'area', 'lat', 'lng', 'capacity', 'operator'],
  limits: { floor: 16, mayLose: 0.2 },
  parse: (record) => ({
    id: record.required('id', id),
    name: record.texts('name_zh', 'name_pt', 'name_en'),
    kind: record.required('kind', KIND),
    area: record.optional('area', id),
    place: record.place('lat', 'lng'),
    capacity: record.optional('capacity', whole),
    operator: record.required('operator', text),
  }),
}

export const CAPACITY = numberIn<VenueRecord>('capacity', ({ capacity }) => capacity)

/** Only venues of these kinds; all where none are given. */
export function ofVenueKinds(
  kinds: readonly VenueKind[] | null | undefined,
): readonly Condition<VenueRecord>[] {
  if (!kinds) return []
  return [{ kind: 'oneOf', column: 'kind', values: kinds.map(wordOf), of: (venue) => wordOf(venue.kind) }]
}

/** Only venues known to hold so many people; all where no number is given. */
export function seating(people: number | null | undefined): readonly Condition<VenueRecord>[] {
  if (people === undefined || people === null) return []
  return [{ kind: 'atLeast', column: 'capacity', value: people, of: ({ capacity }) => capacity }]
}

function wordOf(kind: VenueKind): string {
  return Object.keys(KINDS).find((word) => KINDS[word] === kind) ?? ''
}
