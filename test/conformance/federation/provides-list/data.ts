export const tours = [
  {
    id: 't1',
    stops: [
      { id: 's1', name: 'A-Ma' },
      { id: 's2', name: 'Guia' },
    ],
  },
]
