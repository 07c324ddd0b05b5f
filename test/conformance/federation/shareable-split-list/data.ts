export const tides = [
  { height: 1.2, time: '04:10' },
  { height: 2.9, time: '10:30' },
]
