export const parcels = [{ id: 'p1', price: 100, weight: 3 }]
