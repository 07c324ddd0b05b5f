import { GatewayError } from '../../errors.ts'
import { HEAD_LANGUAGES, type HeadLanguage } from '../heads.ts'
import { parseCondition, type Condition } from './filter.ts'

/** What the address of a table makes of its list, in the order in which it is done. */
export interface Shape {
  /** The list that is meant; "." for the whole answer as one row. */
  readonly list: string | undefined
  /** Lists in the rows of which each item becomes a row. */
  readonly explode: readonly string[]
  readonly filter: readonly Condition[]
  readonly sort: readonly SortKey[]
  readonly offset: number
  readonly limit: number
  /** Columns in their order; none for all. */
  readonly select: readonly string[]
  /** Of the heads; undefined for the keys of the query. */
  readonly lang: HeadLanguage | undefined
}

export interface SortKey {
  readonly column: string
  readonly isDescending: boolean
}

export const SHAPE_PARAMETERS = [
  'list',
  'explode',
  'filter',
  'sort',
  'offset',
  'limit',
  'select',
  'lang',
] as const

/**
 * Reads the shape of a table; a name that is a variable of the query is left to it. Throws GatewayError BAD_USER_INPUT.
 */
export function readShape(parameters: URLSearchParams, variables: ReadonlySet<string>): Shape {
  const own = new URLSearchParams(
    [...parameters].filter(
      ([name]) => SHAPE_PARAMETERS.some((known) => known === name) && !variables.has(name),
    ),
  )
  return {
    list: own.get('list') ?? undefined,
    explode: listOf(own, 'explode'),
    filter: own.getAll('filter').map(parseCondition),
    sort: listOf(own, 'sort').map((text) => ({
      column: text.replace(/^-/, ''),
      isDescending: text.startsWith('-'),
    })),
    offset: readCount(own, 'offset', 0),
    limit: readCount(own, 'limit', Infinity),
    select: listOf(own, 'select'),
    lang: readLanguage(own.get('lang')),
  }
}

/** `a,b` and a repeated parameter are the same. */
function listOf(parameters: URLSearchParams, name: string): readonly string[] {
  return parameters.getAll(name).flatMap((text) => text.split(',').filter((item) => item !== ''))
}

function readCount(parameters: URLSearchParams, name: string, otherwise: number): number {
  const text = parameters.get(name)
  if (text === null) return otherwise
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new GatewayError('BAD_USER_INPUT', `${name}: expected a whole number; got ${JSON.stringify(text)}.`)
}

function readLanguage(text: string | null): HeadLanguage | undefined {
  if (text === null) return undefined
  const known = HEAD_LANGUAGES.find((language) => language === text)
  if (known) return known
  const expected = HEAD_LANGUAGES.join(', ')
  throw new GatewayError('BAD_USER_INPUT', `lang: expected ${expected}; got ${JSON.stringify(text)}.`)
}
