export const museums = [{ id: 'm1', name: 'Macao Museum' }]
export const request = new AbortController()
