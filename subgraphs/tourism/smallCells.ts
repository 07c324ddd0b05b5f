/** Counts come from devices in mobile networks; fewer than these in a cell could point to persons. */
export const MIN_DEVICES = 50

/** The count, or null where it is too small to be published. */
export function suppressSmallCell(count: number): number | null {
  return count < MIN_DEVICES ? null : count
}
