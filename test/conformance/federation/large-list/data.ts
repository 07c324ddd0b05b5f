export const stops = Array.from({ length: 1000 }, (_, index) => ({ id: `s${index}` }))
