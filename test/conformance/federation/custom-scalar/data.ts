export const value = { list: [1, { deep: null }], text: 'é "quoted" \u2028', number: 1e21, no: false }
