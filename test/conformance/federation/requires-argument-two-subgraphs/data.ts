export const rooms = [{ id: 'r1', mop: 800 }]
export const rate: Record<string, number> = { HKD: 0.5, CNY: 2 }
