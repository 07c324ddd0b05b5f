export const books = [
  { id: 'b1', isbn: '978-1', title: 'Tea' },
  { id: 'b2', isbn: '978-2', title: 'Salt' },
]
export const shelves = [
  { isbn: '978-1', shelf: 'A3' },
  { isbn: '978-2', shelf: 'C1' },
]
export const loans = [
  { id: 'b1', onLoan: true },
  { id: 'b2', onLoan: false },
]
