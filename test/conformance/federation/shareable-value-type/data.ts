export const hotels = [{ id: 'h1', at: { lat: 22.19, lng: 113.54 } }]
export const stops = [{ id: 's1', at: { lat: 22.2, lng: 113.55 } }]
