import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { AdministrativeAreaKind, Confidence } from '../schema/administrativeArea.ts'
import { checkRecords } from './checkRecords.ts'
import { optionalNumber, optionalText, requiredText } from './fields.ts'

export interface AreaRecord {
  readonly id: string
  readonly name: TextValue
  readonly otherNames: readonly string[]
  readonly kind: AdministrativeAreaKind
  readonly parentId: string | null
  readonly population: number | null
  readonly populationNote: string | null
  readonly landAreaKm2: number | null
  readonly boundingBox: BoundingBoxRecord | null
  readonly note: string | null
  readonly confidence: Confidence
}

interface BoundingBoxRecord {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
  readonly approximate: boolean
}

export const areas: FeedDescriptor<AreaRecord> = {
  id: 'dsec-areas',
  title: {
    zh: '堂區及統計分區',
    pt: 'Freguesias e zonas estatísticas',
    en: 'Parishes and statistical districts',
  },
  intervalSeconds: 86_400,
  bundled: {
    url: new URL('subgraphs/catalogue/data/dsec-areas.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parseAreas,
}

const KINDS: Readonly<Record<string, AdministrativeAreaKind>> = {
  parish: AdministrativeAreaKind.PARISH,
  reclamation: AdministrativeAreaKind.RECLAMATION_AREA,
  special_zone: AdministrativeAreaKind.SPECIAL_ZONE,
  statistical_district: AdministrativeAreaKind.STATISTICAL_DISTRICT,
}

const CONFIDENCES: Readonly<Record<string, Confidence>> = {
  high: Confidence.HIGH,
  medium: Confidence.MEDIUM,
  low: Confidence.LOW,
}

const area = z
  .object(
    {
      id: requiredText,
      name_zh: optionalText,
      name_pt: optionalText,
      name_en: optionalText,
      other_names_zh: z.array(z.string('text'), 'a list of names').default([]),
      kind: oneOf(KINDS),
      parent: optionalText,
      population_2021: optionalNumber,
      population_note: optionalText,
      land_area_km2_2021: optionalNumber,
      bbox_lonlat_approx: z
        .tuple([z.number(), z.number(), z.number(), z.number()], 'west, south, east, north or null')
        .nullish(),
      note: optionalText,
      confidence: oneOf(CONFIDENCES),
    },
    'an object',
  )
  .transform((record): AreaRecord => ({
    id: record.id,
    name: { zh: record.name_zh, pt: record.name_pt, en: record.name_en },
    otherNames: record.other_names_zh,
    kind: record.kind,
    parentId: record.parent,
    population: record.population_2021,
    populationNote: record.population_note,
    landAreaKm2: record.land_area_km2_2021,
    boundingBox: readBoundingBox(record.bbox_lonlat_approx),
    note: record.note,
    confidence: record.confidence,
  }))

function parseAreas({ body }: FeedDocument): ParsedFeed<AreaRecord> {
  const document = z.object({ areas: z.array(z.unknown()) }).safeParse(parseJsonDocument(body))
  if (!document.success)
    throw new FeedFormatError('an object with a list "areas"', body.trimStart().slice(0, 60))
  return checkRecords(document.data.areas, area)
}

function readBoundingBox(box: readonly [number, number, number, number] | null | undefined) {
  if (!box) return null
  const [west, south, east, north] = box
  return { south, west, north, east, approximate: true }
}

function oneOf<V>(values: Readonly<Record<string, V>>) {
  const expected = `one of ${Object.keys(values).join(', ')}`
  return z.string(expected).transform((text, context) => {
    const value = Object.hasOwn(values, text) ? values[text] : undefined
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
}
