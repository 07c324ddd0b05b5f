export const heights = [{ height: 1.2 }, { height: 2.9 }]
export const times = [{ time: '04:10' }, { time: '10:30' }, { time: '16:20' }]
