export const weather = { temperature: 21, wind: 12 }
