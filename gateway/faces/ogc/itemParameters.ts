import { GatewayError } from '../../errors.ts'

/** Which features of a collection are wanted. */
export interface ItemParameters {
  readonly bbox: Bbox | undefined
  readonly limit: number
  readonly offset: number
}

export interface Bbox {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
export const DEFAULT_LIMIT = 100
export const MOST_ITEMS = 1_000

/** Throws GatewayError BAD_USER_INPUT; a name that is no parameter is refused too, as OGC API has it. */
export function readItemParameters(parameters: URLSearchParams): ItemParameters {
  assertParameters(parameters, ['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', 'offset'])
  for (const name of ['bbox-crs', 'crs']) {
    const crs = parameters.get(name)
    if (crs !== null && crs !== CRS84) throw unfit(name, CRS84, crs)
  }
  assertDatetime(parameters.get('datetime'))
  const limit = readCount(parameters, 'limit', DEFAULT_LIMIT, 1)
  return {
    bbox: readBbox(parameters.get('bbox')),
    // More than there may be is as much as there may be (requirement /req/core/fc-limit-response-1).
    limit: Math.min(limit, MOST_ITEMS),
    offset: readCount(parameters, 'offset', 0, 0),
  }
}

/** `f` asks for what there is in any case. */
export function assertParameters(parameters: URLSearchParams, names: readonly string[]): void {
  for (const name of parameters.keys()) {
    if (name !== 'f' && !names.includes(name))
      throw unfit('Parameters', names.length === 0 ? 'none' : names.join(', '), name)
    const given = parameters.getAll(name)
    if (given.length > 1) throw unfit(name, 'one value', given.join(' and '))
  }
  const form = parameters.get('f')
  if (form !== null && !['json', 'geojson'].includes(form)) throw unfit('f', 'json', form)
}

/** Four numbers, or six with heights, which nothing here has. */
function readBbox(text: string | null): Bbox | undefined {
  if (text === null) return undefined
  const expected = 'west,south,east,north in degrees'
  const numbers = text
    .split(',')
    .map((part) => (/^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*$/i.test(part) ? Number(part) : NaN))
  const [west = NaN, south = NaN, east = NaN, north = NaN] =
    numbers.length === 6 ? numbers.filter((_, at) => at % 3 !== 2) : numbers
  const isWhole = (numbers.length === 4 || numbers.length === 6) && numbers.every(Number.isFinite)
  if (!isWhole || south > north) throw unfit('bbox', expected, text)
  return { west, south, east, north }
}

/** West of it lies east of it where it crosses the meridian of 180 degrees. */
export function isWithin({ west, south, east, north }: Bbox, lng: number, lat: number): boolean {
  const isBetween = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east
  return isBetween && lat >= south && lat <= north
}

/** Nothing here is of a time of its own, so every feature fits every time; but what is no time is refused. */
function assertDatetime(text: string | null): void {
  if (text === null) return
  const ends = text.split('/')
  const isTime = (end: string) => !Number.isNaN(Date.parse(end.replace(/ (?=\d\d:\d\d$)/, '+')))
  const isOpenEnd = (end: string) => ends.length === 2 && (end === '..' || end === '')
  if (ends.length > 2 || !ends.every((end) => isTime(end) || isOpenEnd(end)))
    throw unfit('datetime', 'a time by RFC 3339, or two with a slash between', text)
}

function readCount(parameters: URLSearchParams, name: string, otherwise: number, least: number): number {
  const text = parameters.get(name)
  if (text === null) return otherwise
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw unfit(name, `a whole number from ${least}`, text)
}

function unfit(name: string, expected: string, came: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', `${name}: expected ${expected}; got ${JSON.stringify(came)}.`)
}
