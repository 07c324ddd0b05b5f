export const rooms = [{ id: 'r1', mop: 800 }]
export const rate: Record<string, number> = { MOP: 1, HKD: 0.5, CNY: 2 }
