export const rooms = [
  { number: '101', hotel: { id: 'lisboa', name: 'Lisboa' } },
  { number: '101', hotel: { id: 'bela', name: 'Bela Vista' } },
]
export const priceOf: Record<string, number> = { 'lisboa/101': 900, 'bela/101': 1500 }
