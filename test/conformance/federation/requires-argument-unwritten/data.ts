const inMetres = [2, 3]
const perMetre = { METRE: 1, FOOT: 3 } as const

export type Unit = keyof typeof perMetre

export const parcels = inMetres.map((metres, index) => ({ id: `p${index + 1}`, metres }))

/** Sides in a unit: 2 m are 6 ft, near enough. */
export function measure({ metres }: { readonly metres: number }, unit: Unit | null = 'METRE') {
  return unit === null ? null : { size: metres * perMetre[unit], metres }
}
