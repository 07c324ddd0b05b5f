export const places = [
  { at: { lat: 22.19, lng: 113.54 }, name: 'Guia Hill' },
  { at: { lng: 113.54, lat: 22.19 }, name: 'Guia Hill again' },
]
