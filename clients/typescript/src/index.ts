export type { DateTime, Day, LocalDate, Month, YearMonth } from './scalars.ts'
export {
  decodeDateTime,
  decodeLocalDate,
  decodeYearMonth,
  encodeDateTime,
  encodeLocalDate,
  encodeYearMonth,
  macaoDay,
} from './scalars.ts'
export type { ErrorCode, GraphError } from './errors.ts'
export { codeOf, hasCode, isDenied, isErrorCode, isRetryable, isSourceTrouble } from './errors.ts'
export type { Answer, AskOptions, GraphClientOptions, GraphDocument } from './fetchClient.ts'
export { createGraphClient } from './fetchClient.ts'
export { entityTypes, errorCodes, graphVersion, possibleTypes, valueTypes } from './generated/graph.ts'
