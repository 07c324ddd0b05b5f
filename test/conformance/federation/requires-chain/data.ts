export const hotels = [
  { id: 'h1', stars: 5 },
  { id: 'h2', stars: 3 },
]
