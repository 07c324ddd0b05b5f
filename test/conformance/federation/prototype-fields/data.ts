export const things = [{ id: 't1', constructor: 'Siza', toString: 'text' }]
