export const people = [
  { __typename: 'Citizen', id: 'p1', name: 'Ana' },
  { __typename: 'Citizen', id: 'p2', name: 'Rui' },
  { __typename: 'Guest', id: 'p3' },
]
export const salaries = [
  { __typename: 'Citizen', salary: 10 },
  { __typename: 'Citizen', salary: 20 },
]
export const stays = [{ __typename: 'Guest', nights: 2 }]
export const cards = [
  { id: 'p1', card: 'k1' },
  { id: 'p2', card: 'k2' },
  { id: 'p3', card: 'k3' },
]
