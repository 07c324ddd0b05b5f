export const posts = [{ id: 'p1', comments: ['one', 'two', 'three', 'four'].map((text) => ({ text })) }]
