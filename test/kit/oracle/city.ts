import { createHash } from 'node:crypto'
import { registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byId, facts } from './facts.ts'
import type { Hours } from './hours.ts'
import { text } from './text.ts'

const { city } = facts
const COMPILED = city.meta.compiled

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** "Mo-Fr 09:00-13:00,14:30-17:00; PH off": of holidays nothing is read, since the tests ask on none. */
function readNotation(notation: string, asStated: string): Hours {
  const [, first = 'Mo', last = 'Su', times = ''] =
    /^(?:(\w\w)-(\w\w) )?([\d:,-]+)/.exec(notation === '24/7' ? '00:00-24:00' : notation) ?? []
  const openings = [...times.matchAll(/(\d\d):(\d\d)-(\d\d):(\d\d)/g)].map((match) => {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
    return { from: a * 60 + b, to: c * 60 + d }
  })
  const isOpenOn = (day: number) => DAYS.indexOf(first) <= day && day <= DAYS.indexOf(last)
  return { asStated, week: DAYS.map((_, day) => (isOpenOn(day) ? openings : [])), closedOnFirst: null }
}

/** What the bureau's words mean, read by hand; that the hours are those of the site tells no hour. */
const WORDS: Readonly<Record<string, string>> = {
  全日: '24/7',
  '06:00-24:00': '06:00-24:00',
  '06:00-22:00': '06:00-22:00',
  '07:00-22:00': '07:00-22:00',
  '9:00 – 18:00': '09:00-18:00',
  '09:00 – 18:00': '09:00-18:00',
  '每日早上十時至晚上十時(週末及公眾假期照常開放，農曆新年假期除外。)': '10:00-22:00',
  '每日上午七時半至晚上六時半 (週末及公眾假期照常開放，農曆新年假期除外。)': '07:30-18:30',
  '週一至週五，上午9時至下午6時 (中午照常辦公，週六、日及公眾假期休息)': 'Mo-Fr 09:00-18:00',
  星期一至星期日上午7時至晚上10時: '07:00-22:00',
  星期一至星期日上午7時至晚上11時: '07:00-23:00',
}

export const toilets = city.public_toilets
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    address: text(fact.address),
    // The facts have the hours in a notation of their own, not in the bureau's words.
    hours: readNotation(fact.hours, ''),
    isAccessible: fact.accessible,
    hasFamilyCubicle: fact.family,
    isTemporarilyClosed: fact.temp_closed,
    place: placeAt(fact.lat, fact.lng),
    provenance: registered('iam-public-toilets', COMPILED),
  }))
  .toSorted(byId)

/** Of what came with two blanks the graph keeps one. */
const oneBlank = (words: string) => words.replaceAll(/ +/g, ' ').trim()

const ALIKE = new Map<string, number>()

export const drinkingWater = city.drinking_water
  .map((fact) => {
    const name = oneBlank(fact.name_zh)
    const address = oneBlank(fact.address_zh)
    const place = placeAt(fact.lat, fact.lng)
    const notation = fact.operator === 'IAM' ? WORDS[fact.hours_zh ?? ''] : undefined
    return {
      id: idOf(fact.operator.toLowerCase(), [name, address, place?.id ?? '']),
      name: text({ zh: name }),
      address: text({ zh: address }),
      operator: fact.operator,
      hours: notation === undefined ? null : readNotation(notation, fact.hours_zh ?? ''),
      place,
      provenance: registered(`${fact.operator.toLowerCase()}-drinking-water`, COMPILED),
    }
  })
  .toSorted(byId)

/** The beginning of a digest of what it says of itself; the second of its like is told by a number. */
function idOf(operator: string, texts: readonly string[]): string {
  const content = texts.map((words) => `${words.length}:${words}`).join('')
  const id = `${operator}-${createHash('sha256').update(content).digest('base64url').slice(0, 8)}`
  const count = (ALIKE.get(id) ?? 0) + 1
  ALIKE.set(id, count)
  return count === 1 ? id : `${id}-${count}`
}

export const parks = city.parks
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    address: text(fact.address ?? {}),
    hours: fact.park_hours === null ? null : readNotation(fact.park_hours, fact.park_hours),
    place: placeAt(fact.lat, fact.lng),
    placeIsApproximate: fact.lat === null ? null : true,
    toiletIds: [...fact.toilet_ids],
    confidence: fact.confidence.toUpperCase(),
    basis: fact.basis,
    provenance: registered('iam-parks', COMPILED),
  }))
  .toSorted(byId)

export const wasteFacilityKinds = city.recycling_kinds.map((fact) => ({
  id: fact.kind,
  name: text({ zh: fact.name_zh }),
  operator: fact.operator,
  knownPoints: fact.count,
  knownPointsBasis: fact.count_basis,
  datasetId: fact.dataset,
  confidence: fact.confidence.toUpperCase(),
  provenance: registered('iam-waste-facility-kinds', COMPILED),
}))

export type Toilet = (typeof toilets)[number]
export type DrinkingWaterPoint = (typeof drinkingWater)[number]
export type Park = (typeof parks)[number]
