import { readFileSync } from 'node:fs'
import { packageRoot } from '../../../kit/root.ts'
import { isGiven } from '../connection.ts'
import { inputError } from '../errors.ts'

/** Rejects ids that there are not, and names them: a typing error is to be seen, not answered with an empty page. */
export function assertKnown(
  argument: string,
  ids: string | readonly string[] | null | undefined,
  what: string,
  isKnown: (id: string) => boolean,
): void {
  if (!isGiven(ids)) return
  const unknown = [ids].flat().filter((id) => !isKnown(id))
  if (unknown.length > 0) throw inputError(argument, `ids of ${what} that there are`, unknown)
}

/** The ids of the areas: the catalogue publishes them, and every bureau knows by them which area there is. */
export const AREA_TABLE = new URL('schema/areas.json', packageRoot)

let areas: ReadonlySet<string> | null = null

/** Whether the table of areas has it. */
export function isArea(id: string): boolean {
  return readAreas().has(id)
}

/** Rejects an area that neither the table of areas nor the bureau's own records have. */
export function assertArea(
  argument: string,
  area: string | null | undefined,
  isOurs: (id: string) => boolean = () => false,
): void {
  assertKnown(argument, area, 'administrative areas', (id) => isArea(id) || isOurs(id))
}

function readAreas(): ReadonlySet<string> {
  areas ??= new Set(parseIds(JSON.parse(readFileSync(AREA_TABLE, 'utf8'))))
  return areas
}

function parseIds(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((id) => typeof id === 'string')) return value
  throw new Error('schema/areas.json: expected a list of ids.')
}
