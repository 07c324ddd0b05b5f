export const museums = [{ id: 'm1', code: 'old' }]
export const registered = [{ id: 'm1', code: 'new' }]
export const guides = [
  { code: 'old', guide: 'Ana' },
  { code: 'new', guide: 'Rui' },
]
