import { samples } from './generated/samples.ts'

export { samples }

/** One object of each type, for `addMocksToSchema({ schema, mocks: mocks() })` of `@graphql-tools/mock`. */
export function mocks(): Record<string, () => unknown> {
  return {
    DateTime: () => '2026-11-22T14:20:00+08:00',
    LocalDate: () => '2026-11-22',
    YearMonth: () => '2026-11',
    ...Object.fromEntries(Object.entries(samples).map(([type, sample]) => [type, () => sample])),
  }
}
