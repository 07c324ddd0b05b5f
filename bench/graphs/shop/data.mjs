/** The shop's records: few enough to read, crossed so that a deep query repeats them some hundred times. */

export const users = [
  { id: 'u1', username: '@beatriz', name: 'Beatriz Xavier', memberSince: 2014 },
  { id: 'u2', username: '@kuanchong', name: 'Kuan Chong', memberSince: 2017 },
  { id: 'u3', username: '@meilin', name: 'Lei Mei Lin', memberSince: 2019 },
  { id: 'u4', username: '@tomas', name: 'Tomás da Rosa', memberSince: 2012 },
  { id: 'u5', username: '@waihong', name: 'Ho Wai Hong', memberSince: 2021 },
  { id: 'u6', username: '@ines', name: 'Inês Sequeira', memberSince: 2016 },
  { id: 'u7', username: '@fongkei', name: 'Fong Kei', memberSince: 2018 },
  { id: 'u8', username: '@rui', name: 'Rui Marreiros', memberSince: 2020 },
  { id: 'u9', username: '@souleng', name: 'Sou Leng', memberSince: 2015 },
]

export const products = [
  { upc: 'p1', name: 'Camphor wood chest', price: 4280, weight: 21000, inStock: true },
  { upc: 'p2', name: 'Almond biscuits, tin of 40', price: 96, weight: 720, inStock: true },
  { upc: 'p3', name: 'Blue tile, hand painted', price: 180, weight: 640, inStock: false },
  { upc: 'p4', name: 'Oyster sauce, stone jar', price: 58, weight: 510, inStock: true },
  { upc: 'p5', name: 'Rattan chair', price: 760, weight: 5400, inStock: true },
  { upc: 'p6', name: 'Brass ship compass', price: 1320, weight: 1150, inStock: false },
  { upc: 'p7', name: 'Jasmine tea, 250 g', price: 88, weight: 310, inStock: true },
  { upc: 'p8', name: 'Silk lantern', price: 240, weight: 430, inStock: true },
]

const bodies = [
  'Came two days early and looks just as it does in the picture.',
  'Good for the price; the lid does not close well.',
  'A gift for my mother, who has hidden it from us.',
  'Smaller than I had thought. Do read the measures.',
  'Bought again after three years of daily use. Still the best.',
  'The box was wet, what was inside was not.',
  'Would give six stars if there were six.',
]

/** Each user reviews three different products; 3 and 8 have no common factor, so every product has its share. */
export const reviews = users.flatMap((user, row) =>
  [0, 1, 2].map((column) => {
    const number = row * 3 + column
    return {
      id: `r${number + 1}`,
      body: bodies[number % bodies.length],
      userId: user.id,
      upc: products[(row * 3 + column * 5) % products.length].upc,
    }
  }),
)
