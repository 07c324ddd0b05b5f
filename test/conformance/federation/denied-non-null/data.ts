export const wards = [{ id: 'w1', beds: [{ id: 'b1' }, { id: 'b2' }] }]
