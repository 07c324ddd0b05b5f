export const bookings = [
  { id: 'b1', hotel: { id: 'h1', address: { street: 'Rua da Praia', city: 'Macao' } } },
]
