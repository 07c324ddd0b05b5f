import { codeOf, decimalBetween, isPlaceholder, type FieldType } from '../../_kit/fieldTypes.ts'
import type { RecordReader } from '../../_kit/recordReader.ts'

/** What can be measured in Macao, and the unit in which the bureau gives it: a value beyond is a fault of the instrument. */
export interface Quantity {
  readonly value: FieldType<number>
  readonly unit: FieldType<string>
}

export const celsius = quantity('°C', decimalBetween(-20, 50, 'degrees Celsius from -20 to 50'))
export const percent = quantity('%', decimalBetween(0, 100, 'a number from 0 to 100'))
export const kmh = quantity('km/h', decimalBetween(0, 400, 'kilometres an hour from 0 to 400'))
export const millimetres = quantity('mm', decimalBetween(0, 2000, 'millimetres from 0 to 2000'))
export const hectopascals = quantity('hPa', decimalBetween(850, 1100, 'hectopascals from 850 to 1100'))

function quantity(unit: string, value: FieldType<number>): Quantity {
  return { value, unit: codeOf(new Map([[unit, unit]])) }
}

/**
 * To one decimal where the document says it, else rounded. Null where the station has no such instrument, and where the
 * unit is another.
 */
export function readQuantity(
  record: RecordReader,
  element: string,
  { value, unit }: Quantity,
): number | null {
  const exact = record.optional(`${element}/dValue`, value)
  const rounded = record.optional(`${element}/Value`, value)
  const stated = `${element}/MeasureUnit`
  const isOther = record.optional(stated, unit) === null && !isPlaceholder(record.raw(stated))
  return isOther ? null : (exact ?? rounded)
}
