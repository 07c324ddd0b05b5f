import type { Position } from '../_kit/place.ts'
import { isInside } from './boundary.ts'
import { AdministrativeAreaKind } from './schema/administrativeArea.ts'
import type { AreaRecord } from './source/areas.ts'

/** The parish or zone in whose boundary the position lies; statistical districts lie across these. */
export function findArea(areas: readonly AreaRecord[], position: Position): AreaRecord | null {
  const found = areas.find(
    ({ kind, boundary }) =>
      kind !== AdministrativeAreaKind.STATISTICAL_DISTRICT &&
      boundary !== null &&
      isInside(boundary, position),
  )
  return found ?? null
}
