export const wrong: Record<string, unknown> = {
  integer: '12',
  fraction: 1.5,
  huge: 2147483648,
  float: 'NaN',
  text: 7,
  object: { a: 1 },
  flag: 'true',
  sky: 'PURPLE',
  list: 'x',
  inner: 'y',
  listed: [],
}
