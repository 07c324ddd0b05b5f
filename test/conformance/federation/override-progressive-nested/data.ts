export const districts = [{ id: 'd1', museums: [{ id: 'm1' }, { id: 'm2' }] }]
export const old = [
  { id: 'm1', hall: { seats: 10, floor: 1 } },
  { id: 'm2', hall: { seats: 20, floor: 2 } },
]
export const counted = [
  { id: 'm1', hall: { seats: 11, floor: 1 } },
  { id: 'm2', hall: { seats: 22, floor: 2 } },
]
