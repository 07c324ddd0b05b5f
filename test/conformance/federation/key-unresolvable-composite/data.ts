export const parcels = [
  { id: 'p1', region: 'north', sku: 'k1' },
  { id: 'p1', region: 'south', sku: 'k2' },
]
export const weights: Record<string, number> = { 'k1 north': 3, 'k2 south': 4 }
