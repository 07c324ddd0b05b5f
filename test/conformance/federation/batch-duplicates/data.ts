export const reviews = ['u1', 'u2', 'u1', 'u1', 'u2'].map((id, index) => ({
  id: `r${index}`,
  author: { id },
}))
