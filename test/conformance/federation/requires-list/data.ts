export const baskets = [
  {
    id: 'b1',
    items: [
      { grams: 100, name: 'Tea' },
      { grams: 250, name: 'Salt' },
    ],
  },
  { id: 'b2', items: [] },
]
