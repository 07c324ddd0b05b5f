export const shops = [
  { id: 's1', currency: 'MOP', items: [{ id: 'i1' }, { id: 'i2' }] },
  { id: 's2', currency: 'HKD', items: [{ id: 'i1' }] },
]
export const prices: Record<string, number> = { 'i1 MOP': 10, 'i2 MOP': 20, 'i1 HKD': 9 }
